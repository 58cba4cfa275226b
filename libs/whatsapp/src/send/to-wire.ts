import { type OutboundContent, RejectedError } from '@astria-bot/contracts'
import type { Content } from './content.ts'
import { filesOf } from './files-of.ts'
import { contactsWire } from './wire/contacts.ts'
import { interactiveWire } from './wire/interactive.ts'
import { mediaWire } from './wire/media.ts'
import { type MediaId, optional, type Wire } from './wire/parts.ts'
import { templateWire } from './wire/template.ts'

/** Whom to send to; at least one of them. */
export interface Recipient {
  /** Digits, with or without `+`. */
  readonly phone?: string | undefined
  /** The business-scoped user id. */
  readonly userId?: string | undefined
}

/** What a message carries beside its content. */
export interface WireOptions {
  /** Our own id, echoed by every status (`biz_opaque_callback_data`); at most 512 characters. */
  readonly id: string
  /** The provider's id of the content's one file, from `uploadMedia`. */
  readonly mediaId?: string | undefined
  /** Where a content has several files: the provider's ids by the files' keys (see `filesOf`). */
  readonly mediaIds?: ReadonlyMap<string, string> | undefined
}

/** A body of `POST /<number>/messages`. */
export type WireMessage = Wire

type Builder<Type extends OutboundContent['type']> = (content: Content<Type>, mediaId: MediaId) => Wire

const builders: { [Type in OutboundContent['type']]: Builder<Type> } = {
  text: ({ body, preview = false }) => ({ type: 'text', text: { body, preview_url: preview } }),
  reaction: ({ messageId, emoji }) => ({ type: 'reaction', reaction: { message_id: messageId, emoji } }),
  contacts: contactsWire,
  template: templateWire,
  ...mediaWire,
  ...interactiveWire,
}

/** Without the `+`, Meta may put the business's own country code in front. `to` wins where both ids are known. */
function address({ phone, userId }: Recipient): Wire {
  if (phone !== undefined) return { to: phone.startsWith('+') ? phone : `+${phone}` }
  if (userId !== undefined) return { recipient: userId }
  throw new RejectedError('no_recipient', 'the message has neither a phone number nor a user id to go to')
}

/** Finds the id of each file as it was uploaded. */
function mediaIdsOf(content: OutboundContent, { mediaId, mediaIds }: WireOptions): MediaId {
  const files = filesOf(content)
  return file => {
    const known = files.find(one => one.file === file)
    const id = (known && mediaIds?.get(known.key)) ?? (files.length === 1 ? mediaId : undefined)
    if (id !== undefined) return id
    throw new RejectedError('media_missing', 'a file of the message has not been uploaded')
  }
}

/** Builds the body of a message. Throws RejectedError('media_missing') when a file of it was not uploaded. */
export function toWire(content: OutboundContent, to: Recipient, options: WireOptions): WireMessage {
  const build = builders[content.type] as (content: OutboundContent, mediaId: MediaId) => Wire
  const quote = 'quote' in content ? content.quote : undefined
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address(to),
    ...build(content, mediaIdsOf(content, options)),
    ...optional('context', quote && { message_id: quote }),
    biz_opaque_callback_data: options.id,
  }
}
