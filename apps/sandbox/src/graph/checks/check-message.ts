import type { ChatContent } from '../../phones/chat-message.ts'
import { GraphError } from '../graph-error.ts'
import type { Template } from '../templates.ts'
import { type Checked, checkInteractive } from './check-interactive.ts'
import { checkMediaReference, type MediaKind } from './check-media.ts'
import { checkTemplate } from './check-template.ts'
import { type Fields, fields, isFields, list, optionalText, text } from './fields.ts'

export interface CheckedMessage extends Checked {
  type: string
  to: { phone: string } | { userId: string }
  /** What was written into `to` or `recipient`. */
  input: string
  quotes?: string
  tag?: string
  reaction?: { messageId: string; emoji: string }
}

const graphemes = new Intl.Segmenter()
/** One sign as a person sees it, that is an emoji and not a digit. */
const isOneEmoji = (value: string) =>
  [...graphemes.segment(value)].length === 1 && /\p{Emoji}/u.test(value) && !/^[0-9#*]$/.test(value)

type Check = (body: Fields) => Pick<CheckedMessage, 'content' | 'media' | 'reaction'>

const media =
  (kind: MediaKind): Check =>
  body => {
    const reference = checkMediaReference(kind, body[kind])
    const content: ChatContent = { type: kind, ...(reference.caption === undefined ? {} : { text: reference.caption }) }
    return { content, media: reference }
  }

function checkText(body: Fields): ReturnType<Check> {
  const given = fields(body.text, 'text')
  if (given.preview_url !== undefined && typeof given.preview_url !== 'boolean') {
    throw new GraphError(100, 'text.preview_url must be a boolean')
  }
  return { content: { type: 'text', text: text(given.body, 'text.body', 4096) } }
}

function checkReaction(body: Fields): ReturnType<Check> {
  const reaction = fields(body.reaction, 'reaction')
  const { emoji } = reaction
  if (typeof emoji !== 'string' || emoji.length > 32) throw new GraphError(131009, 'reaction.emoji is not valid')
  if (emoji !== '' && !isOneEmoji(emoji)) throw new GraphError(131009, 'reaction.emoji must be one emoji')
  return {
    content: { type: 'other' },
    reaction: { messageId: text(reaction.message_id, 'reaction.message_id', 512), emoji },
  }
}

function checkLocation(body: Fields): ReturnType<Check> {
  const { latitude, longitude, name, address } = fields(body.location, 'location')
  if (!Number.isFinite(Number(latitude)) || !Number.isFinite(Number(longitude))) {
    throw new GraphError(131009, 'location needs latitude and longitude')
  }
  const words = [name, address].filter(value => typeof value === 'string')
  return { content: { type: 'location', text: [...words, `${latitude}, ${longitude}`].join('\n') } }
}

function checkContacts(body: Fields): ReturnType<Check> {
  const cards = list(body.contacts, 'contacts', 1, 257)
  const names = cards.map(card => text(fields(card.name, 'contacts.name').formatted_name, 'formatted_name', 255))
  return { content: { type: 'contacts', text: names.join('\n') } }
}

const checks: Record<string, Check> = {
  text: checkText,
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  document: media('document'),
  sticker: media('sticker'),
  location: checkLocation,
  contacts: checkContacts,
  reaction: checkReaction,
  interactive: body => checkInteractive(body.interactive),
}

function checkRecipient(body: Fields): Pick<CheckedMessage, 'to' | 'input'> {
  const { to, recipient } = body
  if (body.recipient_type !== undefined && body.recipient_type !== 'individual') {
    throw new GraphError(131009, 'recipient_type must be individual')
  }
  // `to` wins when both are set.
  if (to !== undefined) {
    const input = text(to, 'to', 40)
    const digits = input.replace(/[\s()+-]/g, '')
    if (!/^[1-9]\d{6,14}$/.test(digits)) throw new GraphError(131009, 'to is not a valid WhatsApp number')
    return { to: { phone: digits }, input }
  }
  const input = text(recipient, 'to or recipient', 140)
  if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(input))
    throw new GraphError(131009, 'recipient is not a valid user id')
  return { to: { userId: input }, input }
}

/** Everything that can be wrong with a message without looking at the world. Throws a GraphError. */
export function checkMessage(
  body: unknown,
  findTemplate: (name: string, language: string) => Template | undefined,
): CheckedMessage {
  if (!isFields(body)) throw new GraphError(100, 'the body must be a JSON object')
  if (body.messaging_product !== 'whatsapp') throw new GraphError(100, 'messaging_product must be whatsapp')
  const recipient = checkRecipient(body)
  const type = body.type === undefined ? 'text' : String(body.type)
  const check = type === 'template' ? () => checkTemplate(body.template, findTemplate) : checks[type]
  if (!check) throw new GraphError(131051, `type ${type} is not supported`)
  const checked = check(body)
  const tag = optionalText(body.biz_opaque_callback_data, 'biz_opaque_callback_data', 512)
  const context = body.context === undefined ? undefined : fields(body.context, 'context')
  const quotes = context ? text(context.message_id, 'context.message_id', 512) : undefined
  return { type, ...recipient, ...checked, ...(tag ? { tag } : {}), ...(quotes ? { quotes } : {}) }
}
