import type { Common, Conversation, NewStage, PicturesLoadedStage } from '../conversation.ts'
import { type Decision, decision, preceded } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { guidelines } from '../new/guidelines.ts'
import { newStep } from '../new/step.ts'
import { isSetNeeded } from '../orders/settle.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { askConsent } from '../pictures/consent.ts'
import { emptySet, hasConsent, hasSubmitted } from '../pictures/picture-set.ts'
import { submitWaiting } from '../pictures/submit.ts'
import { loadedStep } from '../pictures-loaded/menu.ts'
import { sayText } from '../say/say.ts'
import { commonOf } from '../stages.ts'

/** A new model: goes on with pictures that no model was made of yet, or begins with an empty set. */
export function beginModel(c: Conversation, world: World): Decision {
  const { waiting, used } = c.pictures
  const isBegun = hasSubmitted(c.pictures) && !used
  const { next, effects } = isBegun ? decision(c) : freshSet(c, waiting, world)
  const begun = inProgress(next, world)
  if (waiting.length > 0) {
    if (!hasConsent(c, world)) return decision(begun, ...effects, askConsent(c, world))
    return preceded(effects, submitWaiting(begun, world))
  }
  if (!isBegun) return decision(begun, ...effects, guidelines(c, world))
  const step = begun.state === 'PICTURES_LOADED' ? loadedStep(begun) : newStep(begun, world)
  return decision(begun, ...effects, sayText(phrasesOf(c).picturesKept), step)
}

/** From the beginning, with nothing of the pictures and choices so far. Placed orders and models stay. */
export function startOver(c: Conversation, world: World): Decision {
  const { next, effects } = freshSet(c, [], world)
  return decision(inProgress(next, world), ...effects, guidelines(c, world))
}

/** Pictures of an order that is paid, or may still be paid, stay in use until it is settled. */
function freshSet(c: Conversation, waiting: readonly string[], world: World): Decision {
  const { setId } = c.pictures
  const effects: Effect[] = [{ kind: 'clear_timer', name: 'album' }]
  if (hasSubmitted(c.pictures) && !isSetNeeded(c, setId)) effects.push({ kind: 'discard_pictures', setId })
  return decision({ ...c, pictures: { ...emptySet(world.setId), waiting } }, ...effects)
}

function inProgress(c: Conversation, world: World): Common & (NewStage | PicturesLoadedStage) {
  return c.pictures.accepted.length >= world.settings.minPictures
    ? { ...commonOf(c), state: 'PICTURES_LOADED', className: null, draft: null }
    : { ...commonOf(c), state: 'NEW', step: 'collecting' }
}
