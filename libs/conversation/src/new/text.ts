import type { Common, NewStage } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { newStep } from './step.ts'

/** Any words of a customer without enough pictures: the greeting at first, then where they stand. */
export function newText(c: Common & NewStage, world: World): Decision {
  return decision(c, newStep(c, world))
}
