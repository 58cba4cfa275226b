import { z } from 'zod'
import { FileRef } from './file-ref.ts'

/**
 * A value for a variable of a template: by its place (`{{1}}`), or by its name (`{{first_name}}`). `text` is what is
 * read; with `currency` WhatsApp may write the amount as the reader's phone does, and with `dateTime` the moment.
 */
const Parameter = z
  .strictObject({
    name: z.string().min(1).optional(),
    text: z.string().min(1),
    currency: z.strictObject({ code: z.string().length(3), amount1000: z.int() }).optional(),
    dateTime: z.literal(true).optional(),
  })
  .refine(({ currency, dateTime }) => currency === undefined || dateTime === undefined, {
    message: 'a variable is an amount or a moment, not both',
  })

const Location = z.strictObject({
  type: z.literal('location'),
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
})

const place = { index: z.int().nonnegative() }

/** The value of a button that has one, by the button's place from 0. */
const ButtonValue = z.discriminatedUnion('type', [
  /** What comes back when it is tapped. */
  z.strictObject({ ...place, type: z.literal('quick_reply'), value: z.string().min(1) }),
  /** The end of the address. */
  z.strictObject({ ...place, type: z.literal('url'), value: z.string().min(1) }),
  z.strictObject({ ...place, type: z.literal('copy_code'), value: z.string().min(1) }),
  /** The token of the flow, and what its first screen is given. */
  z.strictObject({
    ...place,
    type: z.literal('flow'),
    value: z.string().min(1),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
  /** The product whose picture is shown. */
  z.strictObject({ ...place, type: z.literal('catalog'), value: z.string().min(1) }),
  /** Several products; `value` is the one whose picture is shown. */
  z.strictObject({
    ...place,
    type: z.literal('mpm'),
    value: z.string().min(1),
    sections: z.array(z.strictObject({ title: z.string().min(1), products: z.array(z.string().min(1)).min(1) })).min(1),
  }),
])

const File = [
  z.strictObject({ type: z.literal('image'), file: FileRef }),
  z.strictObject({ type: z.literal('video'), file: FileRef }),
] as const

const Product = z.strictObject({
  type: z.literal('product'),
  catalogId: z.string().min(1),
  productId: z.string().min(1),
})

/** One of several cards beside each other. */
const Card = z.strictObject({
  header: z.discriminatedUnion('type', [...File, Product]),
  body: z.array(Parameter).optional(),
  buttons: z.array(ButtonValue).optional(),
})

/** An approved template with its variables filled in: what may also be sent outside the 24 hours. */
export const TemplateContent = z.strictObject({
  type: z.literal('template'),
  name: z.string().min(1),
  /** As Meta writes it: `en_US`, `he`. */
  language: z.string().min(2),
  header: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text'), parameter: Parameter }),
      ...File,
      z.strictObject({ type: z.literal('document'), file: FileRef }),
      Location,
      Product,
    ])
    .optional(),
  body: z.array(Parameter).optional(),
  buttons: z.array(ButtonValue).optional(),
  cards: z.array(Card).min(1).optional(),
  /** Until when a limited-time offer is good. */
  offerEndsAt: z.iso.datetime().optional(),
})
export type TemplateContent = z.infer<typeof TemplateContent>
