import type { DataOf, MessageContext, messageReceived } from '@astria-bot/contracts'
import { type Fields, fields, id, present, textId } from '../values.ts'
import { need } from './broken-item.ts'
import { keepRaw } from './keep-raw.ts'
import { phoneOf, readContact } from './read-contact.ts'
import { readContent } from './read-content.ts'
import type { Change } from './read-envelope.ts'
import { readInstant } from './read-instant.ts'

function readContext(value: unknown): MessageContext | undefined {
  const context = fields(value)
  if (!context) return undefined
  const read = present({
    messageId: textId(context.id),
    from: context.id === undefined ? undefined : phoneOf(context.from),
    forwarded: context.forwarded === true || context.frequently_forwarded === true || undefined,
    frequentlyForwarded: context.frequently_forwarded === true || undefined,
    referredProduct: context.referred_product === undefined ? undefined : keepRaw(context.referred_product),
  }) as MessageContext
  return Object.keys(read).length === 0 ? undefined : read
}

/** Reads one item of `messages[]`. Throws BrokenItem. */
export function readMessage(
  item: Fields,
  { channel, displayNumber, people }: Pick<Change, 'channel' | 'displayNumber' | 'people'>,
): DataOf<typeof messageReceived> {
  const ids = {
    userId: textId(item.from_user_id),
    phone: phoneOf(item.from),
    parentUserId: textId(item.from_parent_user_id),
  }
  return present({
    channel: need(channel, 'the id of the business number'),
    displayNumber,
    messageId: need(textId(item.id), 'the id of the message'),
    contact: need(readContact(ids, people), 'the sender'),
    sentAt: need(readInstant(item.timestamp), 'the timestamp'),
    content: readContent(item),
    context: readContext(item.context),
    referral: item.referral === undefined ? undefined : keepRaw(item.referral),
    groupId: textId(id(item.group_id)),
  }) as DataOf<typeof messageReceived>
}
