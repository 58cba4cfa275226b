import { errorCode, type Fields, fields, id, present, text, textId } from '../values.ts'
import { phoneOf } from '../webhook/read-contact.ts'
import { readContent } from '../webhook/read-content.ts'
import { readInstant } from '../webhook/read-instant.ts'
import type { AccountChange, PersonRef } from './account-change.ts'

const person = (phone: unknown, userId: unknown): PersonRef =>
  present({ phone: phoneOf(phone), userId: textId(userId) }) as PersonRef

function preference(value: Fields): AccountChange | undefined {
  const choice = text(value.value)?.toLowerCase()
  if (choice === undefined) return undefined
  return present({
    kind: 'preference',
    ...person(value.wa_id, value.user_id),
    category: text(value.category) ?? 'marketing_messages',
    choice,
    at: readInstant(value.timestamp),
  }) as AccountChange
}

function call(value: Fields): AccountChange | undefined {
  const callId = id(value.id)
  if (callId === undefined) return undefined
  const byCustomer = text(value.direction) !== 'BUSINESS_INITIATED'
  const who = byCustomer ? person(value.from, value.from_user_id) : person(value.to, value.to_user_id)
  const event = text(value.event) ?? text(value.status) ?? 'unknown'
  return present({
    kind: 'call',
    ...who,
    callId,
    event: event.toLowerCase(),
    byCustomer,
    at: readInstant(value.timestamp),
  }) as AccountChange
}

function echo(value: Fields): AccountChange | undefined {
  const [messageId, at] = [textId(value.id), readInstant(value.timestamp)]
  if (messageId === undefined || at === undefined) return undefined
  return { kind: 'echo', ...person(value.to, value.to_user_id), messageId, at, content: readContent(value) }
}

function error(value: Fields): AccountChange | undefined {
  const code = errorCode(value.code)
  if (code === undefined) return undefined
  const title = text(value.title) ?? text(value.message)
  const details = text(fields(value.error_data)?.details)
  return present({ kind: 'error', code, title, details }) as AccountChange
}

const group =
  (event: string) =>
  (value: Fields): AccountChange => {
    const first = Array.isArray(value.groups) ? fields(value.groups[0]) : undefined
    const groupId = id(value.group_id) ?? id(first?.group_id)
    return present({ kind: 'group', event: text(first?.type) ?? event, groupId }) as AccountChange
  }

/** Readers of what concerns a person or a group, by field. */
export const personReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  user_preferences: preference,
  calls: call,
  smb_message_echoes: echo,
  errors: error,
  group_lifecycle_update: group('group_lifecycle'),
  group_participants_update: group('group_participants'),
  group_settings_update: group('group_settings'),
  group_status_update: group('group_status'),
}
