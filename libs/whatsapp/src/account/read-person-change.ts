import type { AccountChange } from '@astria-bot/contracts'
import { errorCode, type Fields, fields, finite, id, present, text, textId } from '../values.ts'
import { readInstant } from '../webhook/read-instant.ts'
import { personIn } from './person-in.ts'

function preference(value: Fields): AccountChange | undefined {
  const choice = text(value.value)?.toLowerCase()
  if (choice === undefined) return undefined
  return present({
    kind: 'preference',
    ...personIn(value.wa_id, value.user_id),
    category: text(value.category) ?? 'marketing_messages',
    choice,
    detail: text(value.detail),
    at: readInstant(value.timestamp),
  }) as AccountChange
}

function call(value: Fields): AccountChange | undefined {
  const callId = id(value.id)
  if (callId === undefined) return undefined
  // Of a call of ours WhatsApp tells how it goes, as it does of a message.
  const ofOurs = 'recipient_id' in value || 'recipient_user_id' in value
  const byCustomer = !ofOurs && text(value.direction) !== 'BUSINESS_INITIATED'
  const called = personIn(value.to ?? value.recipient_id, value.to_user_id ?? value.recipient_user_id)
  const event = text(value.event) ?? text(value.status) ?? 'unknown'
  return present({
    kind: 'call',
    ...(byCustomer ? personIn(value.from, value.from_user_id) : called),
    callId,
    event: event.toLowerCase(),
    byCustomer,
    status: text(value.status)?.toUpperCase(),
    seconds: finite(value.duration),
    at: readInstant(value.timestamp),
  }) as AccountChange
}

/** The new id, and the one before: as two fields, or as the two of one. */
function userIdChange(value: Fields): AccountChange | undefined {
  const [both, parents] = [fields(value.user_id), fields(value.parent_user_id)]
  const userId = textId(both?.current) ?? textId(value.user_id)
  if (userId === undefined) return undefined
  return present({
    kind: 'user_id',
    ...personIn(value.wa_id, userId),
    previousUserId: textId(both?.previous) ?? textId(value.previous_user_id),
    parentUserId: textId(parents?.current) ?? textId(value.parent_user_id),
    detail: text(value.detail),
    at: readInstant(value.timestamp),
  }) as AccountChange
}

function automaticEvent(value: Fields): AccountChange | undefined {
  const event = text(value.event_name)
  if (event === undefined) return undefined
  return present({
    kind: 'automatic_event',
    ...personIn(value.wa_id, value.user_id),
    event,
    messageId: textId(value.id),
    clickId: text(value.ctwa_clid),
    at: readInstant(value.timestamp),
  }) as AccountChange
}

function error(value: Fields): AccountChange | undefined {
  const code = errorCode(value.code)
  if (code === undefined) return undefined
  const title = text(value.title) ?? text(value.message)
  const details = text(fields(value.error_data)?.details)
  return present({ kind: 'error', code, title, details }) as AccountChange
}

/** Readers of what concerns a person, by field, each of one item. */
export const personReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  user_preferences: preference,
  calls: call,
  user_id_update: userIdChange,
  automatic_events: automaticEvent,
  errors: error,
}
