import { type FileRef, type OutboundContent, RejectedError } from '@astria-bot/contracts'

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
  /** The provider's id of the content's file, from `uploadMedia`. */
  readonly mediaId?: string | undefined
}

/** A body of `POST /<number>/messages`. */
export type WireMessage = Readonly<Record<string, unknown>>

type Content<Type extends OutboundContent['type']> = Extract<OutboundContent, { type: Type }>
type MediaType = 'image' | 'video' | 'document'
type Builder<Type extends OutboundContent['type']> = (content: Content<Type>, mediaId: () => string) => WireMessage

/** The one file of a content, if it has one: it is to be uploaded before sending. */
export function fileOf(content: OutboundContent): FileRef | undefined {
  if ('file' in content) return content.file
  const header = 'header' in content ? content.header : undefined
  return typeof header === 'object' && header.type !== 'text' ? header.file : undefined
}

const optional = (name: string, value: unknown): WireMessage =>
  value === undefined || value === '' ? {} : { [name]: value }

function header(value: Content<'buttons'>['header'], mediaId: () => string): WireMessage {
  if (value === undefined) return {}
  return { header: value.type === 'text' ? value : { type: value.type, [value.type]: { id: mediaId() } } }
}

const footer = (text: string | undefined) => optional('footer', text && { text })

const interactive = (type: string, parts: WireMessage): WireMessage => ({
  type: 'interactive',
  interactive: { type, ...parts },
})

const media =
  (type: MediaType) =>
  ({ file, caption }: Content<MediaType>, mediaId: () => string): WireMessage => ({
    type,
    [type]: {
      id: mediaId(),
      ...optional('caption', caption),
      ...(type === 'document' ? optional('filename', file.filename) : {}),
    },
  })

const builders: { [Type in OutboundContent['type']]: Builder<Type> } = {
  text: ({ body }) => ({ type: 'text', text: { body, preview_url: false } }),
  image: media('image'),
  video: media('video'),
  document: media('document'),
  reaction: ({ messageId, emoji }) => ({ type: 'reaction', reaction: { message_id: messageId, emoji } }),
  buttons: (content, mediaId) =>
    interactive('button', {
      ...header(content.header, mediaId),
      body: { text: content.body },
      ...footer(content.footer),
      action: { buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
    }),
  list: content =>
    interactive('list', {
      ...optional('header', content.header && { type: 'text', text: content.header }),
      body: { text: content.body },
      ...footer(content.footer),
      action: {
        button: content.button,
        sections: content.sections.map(({ title, rows }) => ({
          ...optional('title', title),
          rows: rows.map(({ id, title: rowTitle, description }) => ({
            id,
            title: rowTitle,
            ...optional('description', description),
          })),
        })),
      },
    }),
  link: (content, mediaId) =>
    interactive('cta_url', {
      ...header(content.header, mediaId),
      body: { text: content.body },
      ...footer(content.footer),
      action: { name: 'cta_url', parameters: { display_text: content.label, url: content.url } },
    }),
}

/** Without the `+`, Meta may put the business's own country code in front. `to` wins where both ids are known. */
function address({ phone, userId }: Recipient): WireMessage {
  if (phone !== undefined) return { to: phone.startsWith('+') ? phone : `+${phone}` }
  if (userId !== undefined) return { recipient: userId }
  throw new RejectedError('no_recipient', 'the message has neither a phone number nor a user id to go to')
}

/** Builds the body of a message. Throws RejectedError('media_missing') when its file was not uploaded. */
export function toWire(content: OutboundContent, to: Recipient, options: WireOptions): WireMessage {
  const mediaId = () => {
    if (options.mediaId !== undefined) return options.mediaId
    throw new RejectedError('media_missing', 'the file of the message has not been uploaded')
  }
  const build = builders[content.type] as (content: OutboundContent, mediaId: () => string) => WireMessage
  const quote = 'quote' in content ? content.quote : undefined
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address(to),
    ...build(content, mediaId),
    ...optional('context', quote && { message_id: quote }),
    biz_opaque_callback_data: options.id,
  }
}
