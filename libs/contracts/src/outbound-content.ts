import { z } from 'zod'
import { FileRef } from './file-ref.ts'
import { interactiveContents, quote } from './interactive-content.ts'
import { TemplateContent } from './template-content.ts'

const captioned = { file: FileRef, caption: z.string().optional(), quote }

/** A person's card. */
const Card = z.strictObject({
  name: z.strictObject({
    formatted: z.string().min(1),
    first: z.string().optional(),
    last: z.string().optional(),
  }),
  phones: z
    .array(
      z.strictObject({
        phone: z.string().min(1),
        type: z.string().optional(),
        /** Their number at WhatsApp: the card then offers to write to them. */
        waId: z.string().optional(),
      }),
    )
    .optional(),
  emails: z.array(z.strictObject({ email: z.string().min(1), type: z.string().optional() })).optional(),
  urls: z.array(z.strictObject({ url: z.string().min(1), type: z.string().optional() })).optional(),
  company: z.string().optional(),
})

/** What we send, in our own words; libs/whatsapp turns it into the provider's and checks its limits. */
export const OutboundContent = z.discriminatedUnion('type', [
  /** `preview`: the first address in it is shown as a card. */
  z.strictObject({ type: z.literal('text'), body: z.string().min(1), preview: z.boolean().optional(), quote }),
  /** One too large for WhatsApp becomes a JPEG; with `original` it goes as a document, as it is. */
  z.strictObject({ type: z.literal('image'), ...captioned, original: z.boolean().optional() }),
  z.strictObject({ type: z.literal('video'), ...captioned }),
  z.strictObject({ type: z.literal('document'), ...captioned }),
  /** `voice`: it looks as if it had been spoken into the phone. */
  z.strictObject({ type: z.literal('audio'), file: FileRef, voice: z.boolean().optional(), quote }),
  z.strictObject({ type: z.literal('sticker'), file: FileRef, quote }),
  z.strictObject({
    type: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().optional(),
    address: z.string().optional(),
    quote,
  }),
  z.strictObject({ type: z.literal('contacts'), contacts: z.array(Card).min(1), quote }),
  /** An empty emoji takes the reaction back. */
  z.strictObject({ type: z.literal('reaction'), messageId: z.string().min(1), emoji: z.string() }),
  ...interactiveContents,
  TemplateContent,
])
export type OutboundContent = z.infer<typeof OutboundContent>
