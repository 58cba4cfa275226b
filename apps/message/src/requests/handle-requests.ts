import { contactChangeRequested, isEvent, type KnownEvent, messageRequested } from '@astria-bot/contracts'
import { rememberEvents } from '@astria-bot/store'
import { lockContacts } from '../turns/lock-contacts.ts'
import { type TurnDependencies, takeTurns } from '../turns/turn-taker.ts'
import { carryOutChange } from './carry-out-change.ts'
import { carryOutMessages } from './carry-out-messages.ts'

/** The durable consumer of what automations ask for. */
export const requestConsumer = 'message-requests'

/** What carrying out requests needs. */
export interface RequestDependencies extends TurnDependencies {
  /** How long a person has a contact, if nothing else is said. */
  handOverMs: number
}

/** Carries out what other apps ask for: messages, and changes of contacts. A batch is one transaction. */
export function handleRequests(dependencies: RequestDependencies) {
  return (batch: readonly KnownEvent[]): Promise<void> =>
    takeTurns(dependencies, async ({ tx, writes }) => {
      const ids = batch.map(event => event.id)
      const fresh = await rememberEvents(tx, 'messaging', requestConsumer, ids)
      const requests = batch
        .filter(event => isEvent(messageRequested, event) || isEvent(contactChangeRequested, event))
        .filter(event => fresh.delete(event.id))
      const contacts = await lockContacts(
        tx,
        requests.map(({ data }) => data.contactId),
      )
      const nowMs = dependencies.now()
      await carryOutMessages(
        tx,
        requests.filter(event => isEvent(messageRequested, event)),
        { contacts, writes, nowMs },
      )
      for (const event of requests) {
        if (!isEvent(contactChangeRequested, event)) continue
        const contact = contacts.get(event.data.contactId)
        if (!contact || contact.gone) continue
        const ask = { ...event, data: { ...event.data, contactId: contact.id } }
        await carryOutChange(tx, ask, { writes, handOverMs: dependencies.handOverMs, nowMs })
      }
    })
}
