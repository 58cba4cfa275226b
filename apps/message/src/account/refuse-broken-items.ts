import { isEvent, itemBroken, type KnownEvent, RejectedError } from '@astria-bot/contracts'

/**
 * What the gateway could not read, nobody can handle: it is a dead letter from the start, with what was wrong in it.
 * Throws RejectedError.
 */
export function refuseBrokenItems(batch: readonly KnownEvent[]): void {
  const broken = batch.find(event => isEvent(itemBroken, event))
  if (broken && isEvent(itemBroken, broken)) throw new RejectedError('broken_item', broken.data.reason)
}
