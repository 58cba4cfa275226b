import {
  accountChanged,
  createEvent,
  type DataOf,
  type Event,
  itemBroken,
  messageReceived,
  statusChanged,
} from '@astria-bot/contracts'
import { readAccountChange } from '../account/read-account-change.ts'
import { contactKey } from '../contact-key.ts'
import { type Fields, fields, list, present, textId } from '../values.ts'
import { BrokenItem, need } from './broken-item.ts'
import { eventId, hashedId } from './event-ids.ts'
import { itemsOfField } from './items-of-field.ts'
import { keepRaw } from './keep-raw.ts'
import { phoneOf, readContact } from './read-contact.ts'
import type { Change } from './read-envelope.ts'
import { readInstant } from './read-instant.ts'
import { readMessage } from './read-message.ts'
import { readStatus } from './read-status.ts'

const source = 'gateway'
const hourMs = 3_600_000

/** Events that are about no contact are in order per account. */
const subjectOf = (change: Change) => (change.account === '' ? 'system' : change.account.slice(0, 128))

/** Whom a broken item is about, as far as it says so: what is kept of it goes when that contact's data goes. */
function personIn(item: unknown): string | undefined {
  const part = fields(item)
  const userId = textId(part?.from_user_id) ?? textId(part?.recipient_user_id)
  return contactKey({ userId, phone: phoneOf(part?.from) ?? phoneOf(part?.recipient_id) })
}

function broken(change: Change, item: unknown, reason: string, now: Date): Event {
  const raw = keepRaw(item)
  const subject = personIn(item) ?? subjectOf(change)
  const attributes = { id: hashedId('broken', change.account, raw), source, subject, time: now }
  return createEvent(
    itemBroken,
    attributes,
    present({ channel: change.channel, reason, raw }) as { reason: string; raw: unknown },
  )
}

/** Reads one item so that its failure stays its own. */
function guarded(change: Change, item: unknown, now: Date, read: (item: Fields) => Event): Event {
  try {
    return read(need(fields(item), 'the item'))
  } catch (error) {
    return broken(change, item, error instanceof BrokenItem ? error.message : 'the item cannot be read', now)
  }
}

function message(change: Change, now: Date) {
  return (item: Fields): Event => {
    const data = readMessage(item, change)
    const subject = need(contactKey(data.contact), 'the sender')
    return createEvent(messageReceived, { id: eventId(data.channel, data.messageId), source, subject, time: now }, data)
  }
}

function status(change: Change, now: Date) {
  return (item: Fields): Event => {
    const data = readStatus(item, change.channel, change.people)
    // In a group each member has a status of their own.
    const member = item.recipient_type === 'group' ? [contactKey(data.contact ?? {}) ?? ''] : []
    const key = eventId(data.channel, data.messageId, data.status, String(item.timestamp), ...member)
    const subject = contactKey(data.contact ?? {}) ?? subjectOf(change)
    return createEvent(statusChanged, { id: key, source, subject, time: now }, data)
  }
}

/** Anything that is neither a message nor a status, with its value as it came. */
function account(
  change: Change,
  field: string,
  value: unknown,
  now: Date,
  contact: Parameters<typeof contactKey>[0] = {},
) {
  const at = readInstant(change.time) ?? readInstant(fields(value)?.timestamp)
  const raw = keepRaw(value)
  // Without any time of its own, the same words an hour later are news.
  const when = at ?? Math.floor(now.getTime() / hourMs)
  const attributes = {
    id: hashedId(field, change.account, change.channel ?? '', when, raw),
    source,
    subject: contactKey(contact) ?? subjectOf(change),
    time: now,
  }
  const told = readAccountChange(field, raw)
  const data = {
    account: change.account,
    channel: change.channel,
    field,
    at: at ?? now.toISOString(),
    change: told,
    // Of chats from before only their number counts: they may be long, and nobody asked those who wrote them.
    value: told.kind === 'history' ? null : raw,
  }
  return createEvent(accountChanged, attributes, present(data) as DataOf<typeof accountChanged>)
}

function* messagesChange(change: Change, value: Fields, now: Date): Generator<Event> {
  const items = { messages: list(value.messages), statuses: list(value.statuses), errors: list(value.errors) }
  for (const item of items.messages) yield guarded(change, item, now, message(change, now))
  for (const item of items.statuses) yield guarded(change, item, now, status(change, now))
  for (const item of items.errors) yield account(change, 'errors', item, now)
  if (Object.values(items).every(one => one.length === 0)) yield account(change, change.field, value, now)
}

function* otherChange(change: Change, value: Fields, now: Date): Generator<Event> {
  for (const { item, ...ids } of itemsOfField(change.field, value)) {
    yield account(change, change.field, item, now, readContact(ids, change.people))
  }
}

/** The events of one change, in the order in which they stand. */
export function* readChange(change: Change, now: Date): Generator<Event> {
  if (change.value === undefined) {
    yield broken(change, change.raw, 'the change has no value', now)
    return
  }
  yield* change.field === 'messages'
    ? messagesChange(change, change.value, now)
    : otherChange(change, change.value, now)
}
