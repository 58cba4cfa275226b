import { isEvent, type KnownEvent, packImagesUpdated } from '@astria-bot/contracts'
import { rememberEvents } from '@astria-bot/store'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { storePacks } from '../catalogue/store-packs.ts'
import { lockContacts } from '../turns/lock-contacts.ts'
import { type TurnDependencies, takeTurns } from '../turns/turn-taker.ts'
import { studioInput } from './studio-input.ts'

/** The durable consumer of what the other apps tell. */
export const studioConsumer = 'message-studio'

/** Handles what the studio tells: packs go to the catalogue, everything else to the customer's conversation. */
export function handleStudio(dependencies: TurnDependencies & { catalogue: Catalogue }) {
  return async (batch: readonly KnownEvent[]): Promise<void> => {
    const packs = batch.flatMap(event => (isEvent(packImagesUpdated, event) ? [event.data] : []))
    const told = batch.flatMap(event => {
      const input = studioInput(event)
      return input ? [{ ...input, event }] : []
    })
    await takeTurns(dependencies, async ({ tx, take }) => {
      const ids = batch.map(event => event.id)
      const [fresh] = await Promise.all([rememberEvents(tx, 'messaging', studioConsumer, ids), storePacks(tx, packs)])
      const now = told.filter(({ event }) => fresh.delete(event.id))
      const contacts = await lockContacts(
        tx,
        now.map(({ contactId }) => contactId),
      )
      for (const { contactId, input, event } of now) {
        const contact = contacts.get(contactId)
        take(contact, { contactId: contact?.id ?? contactId, input, causeId: event.id, reply: false })
      }
    })
    if (packs.length > 0) await dependencies.catalogue.refresh()
  }
}
