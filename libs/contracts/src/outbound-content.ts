import { z } from 'zod'

/** Media of ours: a key of libs/files, and the type of its bytes. */
export const FileRef = z.strictObject({
  fileKey: z.string().min(1),
  mimeType: z.string().min(1),
  filename: z.string().optional(),
})
export type FileRef = z.infer<typeof FileRef>

const Button = z.strictObject({ id: z.string().min(1), title: z.string().min(1) })
const Row = z.strictObject({ id: z.string().min(1), title: z.string().min(1), description: z.string().optional() })
const Section = z.strictObject({ title: z.string().optional(), rows: z.array(Row).min(1) })
const Header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('image'), file: FileRef }),
  z.strictObject({ type: z.literal('video'), file: FileRef }),
])
/** The id of the customer's message that ours quotes. */
const quote = z.string().min(1).optional()

/** A value for a variable of a template: by its place (`{{1}}`), or by its name (`{{first_name}}`). */
const Parameter = z.strictObject({ name: z.string().min(1).optional(), text: z.string().min(1) })

/** An approved template with its variables filled in: what may also be sent outside the 24 hours. */
export const TemplateContent = z.strictObject({
  type: z.literal('template'),
  name: z.string().min(1),
  /** As Meta writes it: `en_US`, `he`. */
  language: z.string().min(2),
  header: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text'), parameter: Parameter }),
      z.strictObject({ type: z.literal('image'), file: FileRef }),
      z.strictObject({ type: z.literal('video'), file: FileRef }),
      z.strictObject({ type: z.literal('document'), file: FileRef }),
      z.strictObject({
        type: z.literal('location'),
        latitude: z.number(),
        longitude: z.number(),
        name: z.string().optional(),
        address: z.string().optional(),
      }),
    ])
    .optional(),
  body: z.array(Parameter).optional(),
  /** Values of buttons that have one, by the button's place from 0. */
  buttons: z
    .array(
      z.strictObject({
        index: z.int().nonnegative(),
        type: z.enum(['quick_reply', 'url', 'copy_code', 'flow']),
        value: z.string().min(1),
      }),
    )
    .optional(),
})
export type TemplateContent = z.infer<typeof TemplateContent>

/** What we send, in our own words; libs/whatsapp turns it into the provider's and checks its limits. */
export const OutboundContent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), body: z.string().min(1), quote }),
  z.strictObject({ type: z.literal('image'), file: FileRef, caption: z.string().optional(), quote }),
  z.strictObject({ type: z.literal('video'), file: FileRef, caption: z.string().optional(), quote }),
  z.strictObject({ type: z.literal('document'), file: FileRef, caption: z.string().optional(), quote }),
  z.strictObject({ type: z.literal('reaction'), messageId: z.string().min(1), emoji: z.string() }),
  z.strictObject({
    type: z.literal('buttons'),
    body: z.string().min(1),
    buttons: z.array(Button).min(1).max(3),
    header: Header.optional(),
    footer: z.string().optional(),
    quote,
  }),
  z.strictObject({
    type: z.literal('list'),
    body: z.string().min(1),
    button: z.string().min(1),
    sections: z.array(Section).min(1).max(10),
    header: z.string().optional(),
    footer: z.string().optional(),
    quote,
  }),
  /** One button that opens a page (`cta_url`). */
  z.strictObject({
    type: z.literal('link'),
    body: z.string().min(1),
    label: z.string().min(1),
    url: z.url(),
    header: Header.optional(),
    footer: z.string().optional(),
    quote,
  }),
])
export type OutboundContent = z.infer<typeof OutboundContent>
