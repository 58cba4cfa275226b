import { type FileRef, type OutboundContent, RejectedError } from '@astria-bot/contracts'
import type { Template } from '../send/content.ts'
import type { FileKind } from '../send/files-of.ts'
import type { Recipient } from '../send/to-wire.ts'
import { unsupported } from './unsupported.ts'

/** The fields of `Messages.json` that say what is sent. */
export type MessageForm = Readonly<Record<string, string | undefined>>

/** Where a file of ours can be fetched by Twilio, as what it is sent. */
export type MediaLink = (file: FileRef, kind: FileKind) => string

/** Twilio takes no longer text (its error 21617). */
export const maxBody = 1600

/** What a file is at Twilio follows from its type: its types of documents are PDF and those of office programs. */
const asPicture = () => unsupported('a picture as a document; without `original` it goes as a picture')

/** Fields of a message that needs nothing but itself. */
export function plainForm(content: OutboundContent, link: MediaLink): MessageForm {
  switch (content.type) {
    case 'text':
    case 'location_request':
      return { Body: content.body }
    case 'image':
      if (content.original) return asPicture()
      return { Body: content.caption, MediaUrl: link(content.file, 'image') }
    case 'document':
      if (content.file.mimeType.startsWith('image/')) return asPicture()
      return { Body: content.caption, MediaUrl: link(content.file, 'document') }
    case 'video':
      return { Body: content.caption, MediaUrl: link(content.file, 'video') }
    case 'audio':
    case 'sticker':
      return { MediaUrl: link(content.file, content.type) }
    case 'location': {
      const label = content.name ?? content.address ?? ''
      const place = `geo:${content.latitude},${content.longitude}${label && `|${label}`}`
      return { Body: content.address ?? label ?? place, PersistentAction: place }
    }
    default:
      return unsupported(`messages of the type ${content.type}`)
  }
}

/**
 * The variables of a template, as Twilio has them: one numbering through header, body and buttons, or the names that
 * they were given.
 */
export function templateVariables(template: Template, link: MediaLink): Record<string, string> {
  const variables: Record<string, string> = {}
  let place = 0
  const add = (value: string, name?: string) => {
    place += 1
    variables[name ?? String(place)] = value
  }
  const { header, body = [], buttons = [] } = template
  if (template.cards) unsupported('the cards of a template')
  if (template.offerEndsAt !== undefined) unsupported('the end of an offer in a template')
  if (header?.type === 'text') add(header.parameter.text, header.parameter.name)
  else if (header && 'file' in header) add(link(header.file, header.type))
  else if (header) unsupported(`a template whose header is a ${header.type}`)
  for (const { text, name } of body) add(text, name)
  for (const button of buttons.toSorted((a, b) => a.index - b.index)) {
    if (button.type === 'url' || button.type === 'copy_code') add(button.value)
    // What a quick reply sends back stands in the template itself.
    else if (button.type !== 'quick_reply') unsupported(`a template with a button of the type ${button.type}`)
  }
  return variables
}

/** `whatsapp:+…`, or the user id of somebody without a known number. */
export function twilioAddress({ phone, userId }: Recipient): string {
  if (phone !== undefined) return `whatsapp:${phone.startsWith('+') ? phone : `+${phone}`}`
  if (userId !== undefined) return `whatsapp:${userId}`
  throw new RejectedError('no_recipient', 'the message has neither a phone number nor a user id to go to')
}
