import type { MessageContent } from '@astria-bot/contracts'
import { amount, type Fields, fields, id, list, present, text, textId } from '../values.ts'
import { BrokenItem, need } from './broken-item.ts'
import { keepRaw } from './keep-raw.ts'
import { parseJson } from './parse-json.ts'
import { phoneOf } from './read-contact.ts'
import { readInstant } from './read-instant.ts'
import { order } from './read-order.ts'

type Content<Type extends MessageContent['type']> = Extract<MessageContent, { type: Type }>
type Reader = (part: Fields, item: Fields) => MessageContent

const unsupported = (originalType: string, item: Fields): MessageContent => ({
  type: 'unsupported',
  originalType,
  raw: keepRaw(item),
})

const media = (part: Fields) =>
  present({
    mediaId: need(id(part.id), 'the id of the file'),
    mimeType: text(part.mime_type) ?? 'application/octet-stream',
    sha256: text(part.sha256),
    url: text(part.url),
    caption: text(part.caption),
    filename: text(part.filename),
  })

/** `response_json` is JSON in a string, and not always; its token is missing on iOS. */
const flowTokenIn = (responseJson: string) => text(fields(parseJson(responseJson)?.value)?.flow_token)

const interactives: Readonly<Record<string, Reader>> = {
  button_reply: part => ({
    type: 'button',
    id: need(id(part.id), 'the id of the button'),
    title: text(part.title) ?? '',
  }),
  list_reply: part =>
    present({
      type: 'list',
      id: need(id(part.id), 'the id of the row'),
      title: text(part.title) ?? '',
      description: text(part.description),
    }) as Content<'list'>,
  nfm_reply: part => {
    const responseJson = typeof part.response_json === 'string' ? part.response_json : ''
    return present({ type: 'flow', responseJson, flowToken: flowTokenIn(responseJson) }) as Content<'flow'>
  },
  call_permission_reply: part =>
    present({
      type: 'call_permission',
      response: text(part.response) ?? '',
      permanent: typeof part.is_permanent === 'boolean' ? part.is_permanent : undefined,
      expiresAt: readInstant(part.expiration_timestamp),
      source: text(part.response_source),
      raw: keepRaw(part),
    }) as Content<'call_permission'>,
}

function interactive(part: Fields, item: Fields): MessageContent {
  const kind = text(part.type) ?? ''
  const reader = Object.hasOwn(interactives, kind) ? interactives[kind] : undefined
  const inner = fields(part[kind])
  return reader && inner ? reader(inner, item) : unsupported(kind === '' ? 'interactive' : `interactive:${kind}`, item)
}

function system(part: Fields, item: Fields): MessageContent {
  const identity = fields(item.identity)
  return present({
    type: 'system',
    kind: text(part.type) ?? 'unknown',
    body: text(part.body),
    previousUserId: textId(part.previous_user_id),
    userId: textId(part.user_id),
    phone: phoneOf(part.wa_id),
    identityHash: text(identity?.hash),
    identityAt: readInstant(identity?.created_timestamp),
    acknowledged: typeof identity?.acknowledged === 'boolean' ? identity.acknowledged : undefined,
  }) as Content<'system'>
}

/** What a message is from now on. Edits of edits do not come; what cannot be read is kept as it came. */
function edited(message: Fields | undefined): Content<'edit'>['content'] {
  const item = message ?? {}
  try {
    const content = readContent(item)
    if (content.type !== 'edit' && content.type !== 'revoke') return content
  } catch (error) {
    if (!(error instanceof BrokenItem)) throw error
  }
  return { type: 'unsupported', originalType: text(item.type) ?? 'none', raw: keepRaw(item) }
}

/** A type's payload is the field of its name; what a reader cannot do without, it asks for with `need`. */
const readers: Readonly<Record<string, Reader>> = {
  text: part => ({ type: 'text', body: need(typeof part.body === 'string' ? part.body : undefined, 'the text') }),
  image: part => ({ type: 'image', ...media(part) }) as Content<'image'>,
  video: part => ({ type: 'video', ...media(part) }) as Content<'video'>,
  document: part => ({ type: 'document', ...media(part) }) as Content<'document'>,
  audio: part => ({ type: 'audio', ...media(part), voice: part.voice === true }) as Content<'audio'>,
  sticker: part => ({ type: 'sticker', ...media(part), animated: part.animated === true }) as Content<'sticker'>,
  location: part =>
    present({
      type: 'location',
      latitude: need(amount(part.latitude), 'the latitude'),
      longitude: need(amount(part.longitude), 'the longitude'),
      name: text(part.name),
      address: text(part.address),
      url: text(part.url),
    }) as Content<'location'>,
  reaction: part => ({
    type: 'reaction',
    messageId: need(textId(part.message_id), 'the message of the reaction'),
    emoji: text(part.emoji) ?? null,
  }),
  button: part => {
    const title = text(part.text) ?? ''
    return { type: 'button', id: id(part.payload) ?? title, title }
  },
  order,
  system,
  edit: part => ({
    type: 'edit',
    originalMessageId: need(textId(part.original_message_id), 'the edited message'),
    content: edited(fields(part.message)),
  }),
  revoke: part => ({
    type: 'revoke',
    originalMessageId: need(textId(part.original_message_id), 'the revoked message'),
  }),
}

/** Types whose payload is not an object of their name. */
const special: Readonly<Record<string, (item: Fields) => MessageContent>> = {
  contacts: item =>
    present({
      type: 'contacts',
      contacts: list(keepRaw(item.contacts)),
      origin: text(item.origin),
    }) as Content<'contacts'>,
  interactive: item => {
    const part = fields(item.interactive)
    return part ? interactive(part, item) : unsupported('interactive', item)
  },
  request_welcome: () => ({ type: 'welcome' }),
  unsupported: item => unsupported(text(fields(item.unsupported)?.type) ?? 'unsupported', item),
}

/**
 * Reads what a message holds. A type that is not known becomes `unsupported` and keeps the item; a known one that
 * cannot be read throws BrokenItem.
 */
export function readContent(item: Fields): MessageContent {
  const type = text(item.type) ?? 'none'
  const ofItem = Object.hasOwn(special, type) ? special[type] : undefined
  if (ofItem) return ofItem(item)
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined
  if (!reader) return unsupported(type, item)
  try {
    return reader(need(fields(item[type]), `the field ${type}`), item)
  } catch (error) {
    // WhatsApp itself could not bring all of it, and says so: a file that was too large, say.
    if (error instanceof BrokenItem && list(item.errors).length > 0) return unsupported(type, item)
    throw error
  }
}
