import { z } from 'zod'

const replyTo = z.string().min(1).optional()

/** A picture or file as a phone sends it. */
const Attachment = z.strictObject({
  base64: z.base64(),
  mimeType: z.string().regex(/^[a-z]+\/[\w.+-]+/),
  filename: z.string().optional(),
  caption: z.string().optional(),
  /** Sends the bytes as they are; otherwise a picture is made a JPEG of at most 1600 pixels, as WhatsApp does. */
  raw: z.boolean().optional(),
})

/** What a person does with the phone; the page and the tests say it in the same way. */
export const Say = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(65536), replyTo }),
  /** Taps a button: by its id or title, on the newest message that has it, or on `messageId`. */
  z.strictObject({
    type: z.literal('button'),
    id: z.string().optional(),
    title: z.string().optional(),
    messageId: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('list'),
    id: z.string().optional(),
    title: z.string().optional(),
    messageId: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('pictures'),
    /** Names of generated samples: `woman-1-03`. */
    samples: z.array(z.string()).max(100).default([]),
    files: z.array(Attachment).max(100).default([]),
    replyTo,
  }),
  z.strictObject({ type: z.literal('video'), file: Attachment, replyTo }),
  z.strictObject({ type: z.literal('document'), file: Attachment, replyTo }),
  z.strictObject({ type: z.literal('audio'), file: Attachment, voice: z.boolean().default(false) }),
  z.strictObject({ type: z.literal('sticker'), file: Attachment }),
  /** An empty emoji takes the reaction back. */
  z.strictObject({ type: z.literal('reaction'), messageId: z.string().min(1), emoji: z.string() }),
  z.strictObject({
    type: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('contacts'), names: z.array(z.string().min(1)).min(1) }),
  /** Any item of `messages[]`, as it would stand in the webhook: for types that the phone does not know. */
  z.strictObject({ type: z.literal('raw'), item: z.record(z.string(), z.unknown()) }),
])
export type Say = z.infer<typeof Say>
export type Attachment = z.infer<typeof Attachment>
