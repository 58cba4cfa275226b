import { type FileRef, type OutboundContent, RejectedError } from '@astria-bot/contracts'
import type { Template } from '../send/content.ts'
import type { Recipient } from '../send/to-wire.ts'
import { unsupported } from './rich-content.ts'

/** The fields of `Messages.json` that say what is sent. */
export type MessageForm = Readonly<Record<string, string | undefined>>

/** Where a file of ours can be fetched by Twilio. */
export type MediaLink = (file: FileRef) => string

/** Twilio takes no longer text (its error 21617). */
export const maxBody = 1600

/** Fields of a message that needs nothing but itself. */
export function plainForm(content: OutboundContent, link: MediaLink): MessageForm {
  switch (content.type) {
    case 'text':
    case 'location_request':
      return { Body: content.body }
    case 'image':
    case 'video':
    case 'document':
      return { Body: content.caption, MediaUrl: link(content.file) }
    case 'audio':
    case 'sticker':
      return { MediaUrl: link(content.file) }
    case 'location': {
      const label = content.name ?? content.address ?? ''
      const place = `geo:${content.latitude},${content.longitude}${label && `|${label}`}`
      return { Body: content.address ?? label ?? place, PersistentAction: place }
    }
    default:
      return unsupported(content.type)
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
  if (header?.type === 'text') add(header.parameter.text, header.parameter.name)
  else if (header && 'file' in header) add(link(header.file))
  else if (header || template.cards) unsupported('template with places or cards')
  for (const { text, name } of body) add(text, name)
  for (const button of buttons.toSorted((a, b) => a.index - b.index)) {
    // What a quick reply sends back stands in the template itself.
    if (button.type === 'url' || button.type === 'copy_code') add(button.value)
  }
  return variables
}

/** `whatsapp:+…`, or the user id of somebody without a known number. */
export function twilioAddress({ phone, userId }: Recipient): string {
  if (phone !== undefined) return `whatsapp:${phone.startsWith('+') ? phone : `+${phone}`}`
  if (userId !== undefined) return `whatsapp:${userId}`
  throw new RejectedError('no_recipient', 'the message has neither a phone number nor a user id to go to')
}
