import { beginModel } from '../anywhere/begin-model.ts'
import type { Common, TuneReadyStage } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { pictureTips } from '../new/guidelines.ts'
import { shop } from '../ordering/shop.ts'
import { sourceOf } from '../ordering/source.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayText } from '../say/say.ts'
import type { StepTap } from '../taps/tap.ts'
import { readyStep } from './step.ts'

type Ready = Common & TuneReadyStage

/** A step, asked for by a customer with a model, or with one in training. */
export function readyTap(c: Ready, tap: StepTap, world: World): Decision {
  switch (tap.kind) {
    case 'new_model':
      return beginModel(c, world)
    case 'begin':
    case 'ready':
    case 'add_pictures':
      return decision(c, readyStep(c, world))
    case 'tips':
      return decision(c, pictureTips(c))
    case 'class':
      return stale(c, world)
    case 'styles':
    case 'tier':
    case 'more_packs':
    case 'show':
    case 'example':
    case 'pack':
    case 'terms': {
      const source = sourceOf(c, world)
      return (source && shop(c, source, tap, world)) ?? stale(c, world)
    }
  }
}

function stale(c: Ready, world: World): Decision {
  const expired = c.reuse !== null && sourceOf(c, world) === null
  const p = phrasesOf(c)
  const next: Ready = expired ? { ...c, reuse: null } : c
  return decision(next, sayText(expired ? p.modelGone : p.stale), readyStep(next, world))
}
