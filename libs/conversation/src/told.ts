import type { Conversation, Hint } from './conversation.ts'
import { type Decision, decision } from './decision.ts'
import type { Effect } from './effect.ts'
import type { World } from './input.ts'

const quietMs = 60_000

/** Says something that a burst of messages would ask for again and again: once, then not for a minute. */
export function tellOnce(c: Conversation, what: Hint, world: World, ...effects: readonly Effect[]): Decision {
  const justTold = c.told?.what === what && world.now - c.told.at < quietMs
  return justTold ? decision(c) : decision({ ...c, told: { what, at: world.now } }, ...effects)
}
