import { z } from 'zod'
import { Instant } from './instant.ts'

const Media = z.strictObject({
  mediaId: z.string().min(1),
  mimeType: z.string(),
  /** SHA-256 of the bytes, base64. */
  sha256: z.string().optional(),
  /** A direct link that lives for minutes and needs the token. */
  url: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
})

const OrderItem = z.strictObject({
  productId: z.string(),
  quantity: z.number().optional(),
  price: z.number().optional(),
  currency: z.string().optional(),
})

/** What can stand in a message by itself. */
const contents = [
  z.strictObject({ type: z.literal('text'), body: z.string() }),
  Media.extend({ type: z.literal('image') }),
  Media.extend({ type: z.literal('video') }),
  Media.extend({ type: z.literal('document') }),
  Media.extend({ type: z.literal('audio'), voice: z.boolean() }),
  Media.extend({ type: z.literal('sticker'), animated: z.boolean() }),
  z.strictObject({
    type: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
    url: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('contacts'), contacts: z.array(z.unknown()), origin: z.string().optional() }),
  /** `emoji` is null when the reaction was taken back. */
  z.strictObject({ type: z.literal('reaction'), messageId: z.string().min(1), emoji: z.string().nullable() }),
  /** A reply button of ours, or a quick reply of a template (`id` is then its payload). */
  z.strictObject({ type: z.literal('button'), id: z.string(), title: z.string() }),
  z.strictObject({ type: z.literal('list'), id: z.string(), title: z.string(), description: z.string().optional() }),
  z.strictObject({ type: z.literal('flow'), responseJson: z.string(), flowToken: z.string().optional() }),
  /** `response`: `accept` or `reject`; `source`: `user_action` or `automatic`. */
  z.strictObject({
    type: z.literal('call_permission'),
    response: z.string(),
    permanent: z.boolean().optional(),
    expiresAt: Instant.optional(),
    source: z.string().optional(),
    raw: z.unknown(),
  }),
  /** A basket. Its prices are what the customer saw, never what is charged. */
  z.strictObject({
    type: z.literal('order'),
    catalogId: z.string().optional(),
    text: z.string().optional(),
    items: z.array(OrderItem),
    raw: z.unknown(),
  }),
  /** Change of number, of user id, or of the security code: `previous` and `next` as far as they were given. */
  z.strictObject({
    type: z.literal('system'),
    kind: z.string(),
    body: z.string().optional(),
    previousUserId: z.string().optional(),
    userId: z.string().optional(),
    phone: z.string().optional(),
    identityHash: z.string().optional(),
    identityAt: Instant.optional(),
    acknowledged: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('welcome') }),
  z.strictObject({ type: z.literal('unsupported'), originalType: z.string(), raw: z.unknown() }),
] as const

/** What a customer sent. A type that is not known is `unsupported` and keeps the item as it came. */
export const MessageContent = z.discriminatedUnion('type', [
  ...contents,
  /** An earlier message is this from now on. */
  z.strictObject({
    type: z.literal('edit'),
    originalMessageId: z.string().min(1),
    content: z.discriminatedUnion('type', contents),
  }),
  /** An earlier message was taken back. */
  z.strictObject({ type: z.literal('revoke'), originalMessageId: z.string().min(1) }),
])
export type MessageContent = z.infer<typeof MessageContent>

/** What a message refers to: the message it quotes, or that it was forwarded. */
export const MessageContext = z.strictObject({
  messageId: z.string().optional(),
  /** Who wrote what is quoted. */
  from: z.string().optional(),
  forwarded: z.boolean().optional(),
  /** More than five times. */
  frequentlyForwarded: z.boolean().optional(),
  referredProduct: z.unknown().optional(),
})
export type MessageContext = z.infer<typeof MessageContext>
