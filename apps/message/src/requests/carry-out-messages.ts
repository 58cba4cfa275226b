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
    const tell = (state: 'failed' | 'dropped', why: string) =>
      writes.events.push(
        settledEvent(
          {
            contactId,
            outboundId: requestId,
            state,
            reason: why,
            // What does not fit into a message is a fault of the request; a contact who is not there is none.
            ...(state === 'failed' && why !== 'contact_unknown' ? { errorClass: 'request' } : {}),
          },
          { nowMs, causeId: event.id },
        ),
      )
    if (reason !== null) tell('failed', reason)
    else if (contact && isHeldBack(event, contact)) tell('dropped', 'handed_over')
    else if (contact) writes.messages.push(requestedMessage(event, contact))
  }
}

/** An automation does not talk into what a person says, unless it was told to: the contact's row is locked here. */
function isHeldBack({ data: { requester, whileHandedOver } }: Requested, { handedOver }: Contact): boolean {
  return handedOver && requester.kind === 'automation' && !whileHandedOver
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
