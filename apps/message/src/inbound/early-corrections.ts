import type { DataOf, Event, messageReceived } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import type { Correction } from '../sql/correct-messages.ts'
import { type EarlyCorrection, findEarlyCorrections } from '../sql/find-early-corrections.ts'
import { storable } from '../sql/rows.ts'
import { allIds, type Contact } from '../turns/contact.ts'

/** What a customer changed or took back, and the event that told of it. */
export interface ToldCorrection {
  readonly correction: Correction
  readonly contact: Contact
  readonly eventId: string
}

/** What senders changed or took back of these very messages before they came: webhooks keep no order. The oldest first. */
export async function earlyCorrections(
  tx: Transaction,
  events: readonly Event<string, DataOf<typeof messageReceived>>[],
  contacts: readonly Contact[],
): Promise<ToldCorrection[]> {
  if (events.length === 0) return []
  const senders = new Map(
    events.map(({ data }, index) => [`${data.channel} ${storable(data.messageId)}`, contacts[index]!]),
  )
  const found = await tx.query<EarlyCorrection>(findEarlyCorrections, [
    [...new Set(contacts.flatMap(allIds))],
    events.map(({ data }) => storable(data.messageId)),
  ])
  return found.flatMap(({ contactId, channel, wamid, content, at, eventId }) => {
    const contact = senders.get(`${channel} ${wamid}`)
    if (!contact || !allIds(contact).includes(contactId)) return []
    const correction = { contactId: contact.id, channel, wamid, content, at: at.toISOString() }
    return [{ correction, contact, eventId }]
  })
}
