import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { progress } from '../new/step.ts'
import { isSetNeeded } from '../orders/settle.ts'
import { moveStage, stageOf } from '../stages.ts'

/**
 * The customer took a picture back. It leaves the set, and a customer who now has too few goes back to sending more.
 * What an order was placed with stays until that order is over.
 */
export function pictureWithdrawn(c: Conversation, pictureId: string, world: World): Decision {
  const { pictures } = c
  const others = (ids: readonly string[]) => ids.filter(id => id !== pictureId)
  const isSubmitted =
    [...pictures.pending, ...pictures.held].includes(pictureId) ||
    pictures.accepted.some(picture => picture.pictureId === pictureId)
  const isInUse = pictures.used || [pictures.setId, ...(pictures.joined ?? [])].some(setId => isSetNeeded(c, setId))
  if (isSubmitted && isInUse) return decision(c)

  const without: Conversation = {
    ...c,
    pictures: {
      ...pictures,
      accepted: pictures.accepted.filter(picture => picture.pictureId !== pictureId),
      pending: others(pictures.pending),
      held: others(pictures.held),
      waiting: others(pictures.waiting),
    },
  }
  if (!isSubmitted) return decision(without)
  const withdraw = { kind: 'withdraw_picture', pictureId } as const
  const isTooFew =
    stageOf(c).state === 'PICTURES_LOADED' && without.pictures.accepted.length < world.settings.minPictures
  if (!isTooFew) return decision(without, withdraw)
  const next = moveStage(without, { state: 'NEW', step: 'collecting' })
  return next.state === 'NEW' ? decision(next, withdraw, progress(next, world)) : decision(next, withdraw)
}
