import type { DataOf, Event, messageRequested } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { uploadKeyOf } from '@astria-bot/whatsapp'
import { settledEvent } from '../delivery/settled-event.ts'
import { findMessages } from '../sql/find-messages.ts'
import type { Contact } from '../turns/contact.ts'
import type { NewMessage, Writes } from '../turns/writes.ts'
import { refusalOf } from './refusal-of.ts'

/** Where the messages go. */
export interface CarryOutOptions {
  contacts: ReadonlyMap<string, Contact>
  writes: Writes
  nowMs: number
}

type Requested = Event<string, DataOf<typeof messageRequested>>

/** Puts messages that were asked for into the queue, each request once. What cannot be sent is told as failed. */
export async function carryOutMessages(
  tx: Transaction,
  requests: readonly Requested[],
  { contacts, writes, nowMs }: CarryOutOptions,
): Promise<void> {
  if (requests.length === 0) return
  const stored = await tx.query<{ id: string }>(findMessages, [requests.map(({ data }) => data.requestId)])
  const seen = new Set(stored.map(({ id }) => id))
  for (const event of requests) {
    const { requestId, contactId, content, template } = event.data
    if (seen.has(requestId)) continue
    seen.add(requestId)
    const contact = contacts.get(contactId)
    const reason = !contact || contact.gone ? 'contact_unknown' : refusalOf(content, template)
    if (reason !== null) {
      const told = { contactId, outboundId: requestId, state: 'failed', reason } as const
      writes.events.push(settledEvent(told, { nowMs, causeId: event.id }))
    } else if (contact) writes.messages.push(requestedMessage(event, contact))
  }
}

function requestedMessage({ id: causeId, data }: Requested, { id: contactId, channel }: Contact): NewMessage {
  const { requestId, requester, content, template, essential, expiresAt } = data
  return {
    id: requestId,
    contactId,
    channel,
    direction: 'out',
    type: content.type,
    content,
    state: 'queued',
    causeId,
    essential,
    fileKey: uploadKeyOf(content),
    template,
    requester,
    expiresAt,
  }
}
