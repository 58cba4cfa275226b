import type { ContactRef, MessageContent, MessageContext } from '@astria-bot/contracts'
import { present, textId } from '../values.ts'

/** The parameters of a request of Twilio, each with its first value. */
export type Parameters = ReadonlyMap<string, string>

const whatsapp = 'whatsapp:'

/** What stands behind `whatsapp:`; undefined for anything that is no address of WhatsApp. */
export const addressOf = (value: string | undefined): string | undefined =>
  value?.startsWith(whatsapp) ? value.slice(whatsapp.length) : undefined

/** The digits of a number; undefined for a user id. */
export function digitsOf(address: string | undefined): string | undefined {
  const digits = address?.replace(/^\+/, '')
  return digits !== undefined && /^\d{5,20}$/.test(digits) ? digits : undefined
}

/** A field that is there and not empty. */
export const filledIn = (given: Parameters, name: string): string | undefined => given.get(name) || undefined

/** Who is behind an address, as far as the request tells. */
export function contactIn(given: Parameters, address: string | undefined): ContactRef | undefined {
  const external = textId(addressOf(given.get('ExternalUserId')))
  const phone = digitsOf(address) ?? digitsOf(filledIn(given, 'WaId'))
  const userId = external ?? (digitsOf(address) === undefined ? textId(address) : undefined)
  if (phone === undefined && (userId === undefined || userId === '')) return undefined
  return present({ userId: userId || undefined, phone, name: filledIn(given, 'ProfileName') }) as ContactRef
}

type Media = { mediaId: string; mimeType: string; url: string; caption?: string }

function media(given: Parameters, index: number): Media | undefined {
  const url = filledIn(given, `MediaUrl${index}`)
  if (url === undefined) return undefined
  const mimeType = filledIn(given, `MediaContentType${index}`) ?? 'application/octet-stream'
  const caption = index === 0 ? filledIn(given, 'Body') : undefined
  return present({ mediaId: url, mimeType, url, caption }) as Media
}

function mediaContent(given: Parameters, file: Media): MessageContent {
  const { caption: _none, ...uncaptioned } = file
  const kind = file.mimeType.split('/')[0]
  if (given.get('MessageType') === 'sticker') return { type: 'sticker', ...uncaptioned, animated: false }
  if (given.get('MessageType') === 'document') return { type: 'document', ...file }
  if (kind === 'image' || kind === 'video') return { type: kind, ...file }
  // Twilio does not tell a voice note from a song; people send voice notes, in Opus.
  if (kind === 'audio') return { type: 'audio', ...uncaptioned, voice: file.mimeType.startsWith('audio/ogg') }
  return { type: 'document', ...file }
}

function tapped(given: Parameters): MessageContent | undefined {
  const [payload, label] = [filledIn(given, 'ButtonPayload'), filledIn(given, 'ButtonText')]
  if (payload !== undefined || label !== undefined) {
    return { type: 'button', id: payload ?? label ?? '', title: label ?? '' }
  }
  const row = filledIn(given, 'ListId')
  if (row !== undefined) return { type: 'list', id: row, title: filledIn(given, 'ListTitle') ?? '' }
  const form = filledIn(given, 'FlowData') ?? filledIn(given, 'InteractiveData')
  return form === undefined ? undefined : { type: 'flow', responseJson: form }
}

function place(given: Parameters): MessageContent | undefined {
  const [latitude, longitude] = [filledIn(given, 'Latitude'), filledIn(given, 'Longitude')].map(Number)
  if (latitude === undefined || longitude === undefined || !Number.isFinite(latitude + longitude)) return undefined
  const [name, address] = [filledIn(given, 'Label'), filledIn(given, 'Address')]
  return present({ type: 'location', latitude, longitude, name, address }) as MessageContent
}

/** Most requests have one file; what Twilio calls the most are ten. */
const maxFiles = 10

/** What a message holds: one content, or one for each file. What is not known is `unsupported` and keeps everything. */
export function contentsIn(given: Parameters): MessageContent[] {
  const files = Array.from({ length: maxFiles }, (_, index) => media(given, index)).filter(file => file !== undefined)
  if (files.length > 0) return files.map(file => mediaContent(given, file))
  const other = tapped(given) ?? place(given)
  if (other) return [other]
  const body = filledIn(given, 'Body')
  if (body !== undefined) return [{ type: 'text', body }]
  const originalType = filledIn(given, 'MessageType') ?? 'unknown'
  return [{ type: 'unsupported', originalType, raw: Object.fromEntries(given) }]
}

/** The message it answers, and whether it was forwarded. */
export function contextIn(given: Parameters): MessageContext | undefined {
  const forwarded = given.get('Forwarded') === 'true' || given.get('FrequentlyForwarded') === 'true'
  const context = present({
    messageId: textId(filledIn(given, 'OriginalRepliedMessageSid')),
    forwarded: forwarded || undefined,
  }) as MessageContext
  return Object.keys(context).length === 0 ? undefined : context
}

/** The advertisement that led here: everything whose name begins with `Referral`. */
export function referralIn(given: Parameters): Readonly<Record<string, string>> | undefined {
  const named = [...given].filter(([name, value]) => name.startsWith('Referral') && value !== '')
  return named.length === 0 ? undefined : Object.fromEntries(named)
}
