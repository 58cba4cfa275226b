import {
  astriaCallbackReceived,
  consumerOf,
  contactMerged,
  type EventDefinition,
  erasureRequested,
  isEvent,
  type KnownEvent,
  packRefreshRequested,
  paymentReceived,
  paymentRefunded,
  pictureSubmitted,
  pictureWithdrawn,
} from '@astria-bot/contracts'
import { rememberEvents, type Transaction } from '@astria-bot/store'
import { mergeContact } from '../contacts/merge-contact.ts'
import { beginErasure } from '../erasure/begin-erasure.ts'
import { acceptPayment } from '../orders/accept-payment.ts'
import { noteCallback } from '../orders/note-callback.ts'
import { stopOrder } from '../orders/stop-order.ts'
import { requestSync } from '../packs/pack-turn.ts'
import { submitPictures } from '../pictures/submit-pictures.ts'
import { withdrawPicture } from '../pictures/withdraw-picture.ts'
import type { Studio } from '../studio.ts'

/** The durable consumer of this app, and what it listens to. */
export const imageConsumer = consumerOf('image', 'image')

/** Handles events of different contacts in one transaction, each once. */
export function handleEvents(studio: Studio, onCommit: () => void) {
  return async (batch: readonly KnownEvent[]): Promise<void> => {
    await studio.db.transaction(async tx => {
      const fresh = await rememberEvents(
        tx,
        'imaging',
        imageConsumer.durable,
        batch.map(event => event.id),
      )
      await apply(
        studio,
        tx,
        batch.filter(event => fresh.delete(event.id)),
      )
    })
    onCommit()
  }
}

async function apply(studio: Studio, tx: Transaction, events: readonly KnownEvent[]): Promise<void> {
  await submitPictures(tx, dataOf(pictureSubmitted, events))
  for (const withdrawn of dataOf(pictureWithdrawn, events)) await withdrawPicture(tx, withdrawn)
  for (const merger of dataOf(contactMerged, events)) await mergeContact(tx, merger)
  for (const { order } of dataOf(paymentReceived, events)) await acceptPayment(studio, tx, order)
  for (const refund of dataOf(paymentRefunded, events)) await stopOrder(tx, refund)
  for (const callback of dataOf(astriaCallbackReceived, events)) await noteCallback(studio, tx, callback)
  for (const erasure of dataOf(erasureRequested, events)) await beginErasure(tx, erasure)
  const refreshes = dataOf(packRefreshRequested, events)
  if (refreshes.length > 0) {
    const all = refreshes.some(({ packId }) => packId === undefined)
    await requestSync(tx, { all, packIds: refreshes.flatMap(({ packId }) => packId ?? []) })
  }
}

function dataOf<Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  events: readonly KnownEvent[],
): Data[] {
  return events.flatMap(event => (isEvent(definition, event) ? [(event as { data: Data }).data] : []))
}
