import type { AccountChange } from '@astria-bot/contracts'
import { type Fields, fields, id, list, present, text } from '../values.ts'
import { readInstant } from '../webhook/read-instant.ts'

const lists = ['added_participants', 'removed_participants', 'failed_participants', 'participants']

/** A group has no conversation with us: of its people only their number is read. */
const group =
  (event: string) =>
  (value: Fields): AccountChange => {
    const people = lists.flatMap(name => list(value[name])).length
    return present({
      kind: 'group',
      event: text(value.type) ?? event,
      groupId: id(value.group_id),
      requestId: id(value.request_id),
      subject: text(value.subject) ?? text(fields(value.group_subject)?.text),
      people: people === 0 ? undefined : people,
      at: readInstant(value.timestamp),
    }) as AccountChange
  }

/** Readers of one item of `groups[]`, by field. */
export const groupReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  group_lifecycle_update: group('group_lifecycle'),
  group_participants_update: group('group_participants'),
  group_settings_update: group('group_settings'),
  group_status_update: group('group_status'),
}
