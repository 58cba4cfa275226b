import type { Conversation, PictureSet, SavedModel } from './conversation.ts'
import type { Settings } from './input.ts'
import { hasPictures, whenEnough } from './pictures/picture-set.ts'
import { moveStage, stageOf } from './stages.ts'

/**
 * The conversations of two contacts who turned out to be one person. The one that remains goes on where it is. It learns
 * of the other one's orders, so that what becomes of them is still told, of a consent, of its models, and of the pictures
 * that nothing was made of yet.
 */
export function uniteConversations(
  into: Conversation,
  from: Conversation,
  settings: Pick<Settings, 'minPictures'>,
): Conversation {
  const known = new Set(into.orders.map(({ orderId }) => orderId))
  const orders = [...into.orders, ...from.orders.filter(({ orderId }) => !known.has(orderId))]
  const united: Conversation = {
    ...into,
    consent: into.consent ?? from.consent,
    optedOut: into.optedOut || from.optedOut,
    orders: orders.sort((a, b) => a.placedAt - b.placedAt),
    models: uniteModels(into.models, from.models),
    pictures: unitePictures(into.pictures, from.pictures),
  }
  const isBegun = stageOf(united).state === 'NEW' && hasPictures(united.pictures)
  return whenEnough(isBegun ? moveStage(united, { state: 'NEW', step: 'collecting' }) : united, settings)
}

function uniteModels(into: readonly SavedModel[], from: readonly SavedModel[]): readonly SavedModel[] {
  const known = new Set(into.map(({ tuneId }) => tuneId))
  return [...into, ...from.filter(({ tuneId }) => !known.has(tuneId))].sort((a, b) => a.createdAt - b.createdAt)
}

/** Pictures that were paid for stay with their order. */
function unitePictures(into: PictureSet, from: PictureSet): PictureSet {
  if (from.used || !hasPictures(from)) return into
  const waiting = [...new Set([...into.waiting, ...from.waiting])]
  // Whoever was gathering alone goes on in their own set; a summary comes with the next verdict.
  if (into.used || !hasPictures({ ...into, waiting: [] })) return { ...from, waiting, albumSince: null }
  return {
    ...into,
    accepted: [...into.accepted, ...from.accepted],
    pending: [...into.pending, ...from.pending],
    held: [...into.held, ...from.held],
    waiting,
    joined: [...(into.joined ?? []), from.setId, ...(from.joined ?? [])],
  }
}
