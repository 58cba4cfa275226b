import { randomBytes } from 'node:crypto'

/** A body as Meta would send it. */
export interface WebhookBody {
  readonly object: 'whatsapp_business_account'
  readonly entry: readonly { id: string; changes: readonly { field: string; value: Record<string, unknown> }[] }[]
}

/** Who writes; somebody with a username alone has no phone number. */
export interface SampleSender {
  phone?: string
  userId?: string
  name?: string
  username?: string
}

/** What a sample may say about itself. */
export interface SampleOptions {
  messageId?: string
  at?: Date
  /** The id of the business number. */
  channel?: string
  account?: string
  /** The message of ours that this one answers. */
  quotes?: string
}

const defaults = { channel: '106540352242922', account: '102290129340398' }

/** A message id as Meta makes them. */
export const sampleMessageId = (): string => `wamid.${randomBytes(30).toString('base64')}`

const seconds = (at: Date | undefined) => String(Math.floor((at ?? new Date()).getTime() / 1000))

function body(
  value: Record<string, unknown>,
  { channel = defaults.channel, account = defaults.account }: SampleOptions,
) {
  const metadata = { display_phone_number: '15550100731', phone_number_id: channel }
  const full = { messaging_product: 'whatsapp', metadata, ...value }
  const change = { field: 'messages', value: full }
  return { object: 'whatsapp_business_account', entry: [{ id: account, changes: [change] }] } satisfies WebhookBody
}

function person({ phone, userId, name = 'Sample', username }: SampleSender) {
  return {
    profile: { name, ...(username === undefined ? {} : { username }) },
    ...(phone === undefined ? {} : { wa_id: phone }),
    ...(userId === undefined ? {} : { user_id: userId }),
  }
}

function message(sender: SampleSender, part: Record<string, unknown>, options: SampleOptions = {}): WebhookBody {
  const item = {
    ...(sender.phone === undefined ? {} : { from: sender.phone }),
    ...(sender.userId === undefined ? {} : { from_user_id: sender.userId }),
    id: options.messageId ?? sampleMessageId(),
    timestamp: seconds(options.at),
    ...(options.quotes === undefined ? {} : { context: { from: '15550100731', id: options.quotes } }),
    ...part,
  }
  return body({ contacts: [person(sender)], messages: [item] }, options)
}

/** A picture as its webhook describes it. */
export interface SamplePicture {
  mediaId: string
  mimeType?: string
  /** Base64. */
  sha256?: string
  caption?: string
  url?: string
}

/** A status of a message of ours. */
export interface SampleStatus {
  messageId: string
  status: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
  echoedId?: string
  errorCode?: number
}

/** Bodies of webhooks as Meta sends them, for tests, for `make say` and for whoever plays Meta. */
export const webhooks = {
  text: (sender: SampleSender, text: string, options?: SampleOptions) =>
    message(sender, { type: 'text', text: { body: text } }, options),

  picture: (
    sender: SampleSender,
    { mediaId, mimeType = 'image/jpeg', ...rest }: SamplePicture,
    options?: SampleOptions,
  ) => message(sender, { type: 'image', image: { ...rest, mime_type: mimeType, id: mediaId } }, options),

  button: (sender: SampleSender, reply: { id: string; title: string }, options?: SampleOptions) =>
    message(sender, { type: 'interactive', interactive: { type: 'button_reply', button_reply: reply } }, options),

  list: (sender: SampleSender, reply: { id: string; title: string; description?: string }, options?: SampleOptions) =>
    message(sender, { type: 'interactive', interactive: { type: 'list_reply', list_reply: reply } }, options),

  reaction: (sender: SampleSender, reaction: { messageId: string; emoji?: string }, options?: SampleOptions) =>
    message(sender, { type: 'reaction', reaction: { message_id: reaction.messageId, emoji: reaction.emoji } }, options),

  /** A message of any other type: `part` holds `type` and its payload. */
  message,

  status(recipient: SampleSender, change: SampleStatus, options: SampleOptions = {}): WebhookBody {
    const item = {
      id: change.messageId,
      status: change.status,
      timestamp: seconds(options.at),
      ...(recipient.phone === undefined ? {} : { recipient_id: recipient.phone }),
      ...(recipient.userId === undefined ? {} : { recipient_user_id: recipient.userId }),
      ...(change.echoedId === undefined ? {} : { biz_opaque_callback_data: change.echoedId }),
      ...(change.errorCode === undefined
        ? {}
        : { errors: [{ code: change.errorCode, title: 'Failed', message: 'Failed' }] }),
    }
    // Meta names the person beside sent, delivered and read, and not beside failed.
    const contacts = change.status === 'failed' ? {} : { contacts: [person(recipient)] }
    return body({ ...contacts, statuses: [item] }, options)
  },

  /** Several webhooks as one. */
  batch: (bodies: readonly WebhookBody[]): WebhookBody => ({
    object: 'whatsapp_business_account',
    entry: bodies.flatMap(one => one.entry),
  }),
}
