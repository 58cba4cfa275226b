import type { DataOf, statusChanged } from '@astria-bot/contracts'
import { errorCode, type Fields, fields, id, list, present, text, textId } from '../values.ts'
import { need } from './broken-item.ts'
import { keepRaw } from './keep-raw.ts'
import { phoneOf, readContact } from './read-contact.ts'
import { readInstant } from './read-instant.ts'

/** Stands for an error whose code cannot be read: no code of Meta, so that it falls into the class `unknown`. */
const noCode = -1

function readError(value: unknown) {
  const error = fields(value)
  return present({
    code: errorCode(error?.code) ?? noCode,
    title: text(error?.title) ?? text(error?.message),
    details: text(fields(error?.error_data)?.details),
    href: text(error?.href),
  })
}

/** In a group, `recipient_id` is the group; the person is the participant. */
function recipientOf(item: Fields) {
  const group = item.recipient_type === 'group'
  return {
    userId: textId(group ? item.recipient_participant_user_id : item.recipient_user_id),
    phone: phoneOf(group ? item.recipient_participant_id : item.recipient_id),
    // The name of the parent id differs between Meta's own pages.
    parentUserId:
      textId(item.parent_recipient_user_id) ??
      textId(item.parent_user_id) ??
      textId(item.recipient_participant_parent_user_id),
    identityHash: text(item.recipient_identity_key_hash),
  }
}

function conversationOf(value: unknown) {
  const conversation = fields(value)
  if (!conversation) return undefined
  const read = present({
    id: textId(id(conversation.id)),
    origin: text(fields(conversation.origin)?.type),
    expiresAt: readInstant(conversation.expiration_timestamp),
  })
  return Object.keys(read).length === 0 ? undefined : read
}

/** Reads one item of `statuses[]`. Throws BrokenItem. */
export function readStatus(
  item: Fields,
  channel: string | undefined,
  people: readonly Fields[],
): DataOf<typeof statusChanged> {
  return present({
    channel: need(channel, 'the id of the business number'),
    messageId: need(textId(item.id), 'the id of the message'),
    status: need(text(item.status), 'the status'),
    at: need(readInstant(item.timestamp), 'the timestamp'),
    contact: readContact(recipientOf(item), people),
    echoedId: textId(item.biz_opaque_callback_data),
    groupId: item.recipient_type === 'group' ? textId(id(item.recipient_id)) : undefined,
    errors: list(item.errors).map(readError),
    conversation: conversationOf(item.conversation),
    pricing: item.pricing === undefined ? undefined : keepRaw(item.pricing),
  }) as DataOf<typeof statusChanged>
}
