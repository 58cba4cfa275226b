import { z } from 'zod'
import { FileRef } from './file-ref.ts'

const Button = z.strictObject({ id: z.string().min(1), title: z.string().min(1) })
const Row = z.strictObject({ id: z.string().min(1), title: z.string().min(1), description: z.string().optional() })
const Section = z.strictObject({ title: z.string().optional(), rows: z.array(Row).min(1) })
const Header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('image'), file: FileRef }),
  z.strictObject({ type: z.literal('video'), file: FileRef }),
  z.strictObject({ type: z.literal('document'), file: FileRef }),
])

/** The id of the customer's message that ours quotes. */
export const quote = z.string().min(1).optional()

const around = { body: z.string().min(1), footer: z.string().optional(), quote }

/** Messages that can be answered by a tap. */
export const interactiveContents = [
  z.strictObject({
    type: z.literal('buttons'),
    ...around,
    buttons: z.array(Button).min(1).max(3),
    header: Header.optional(),
  }),
  z.strictObject({
    type: z.literal('list'),
    ...around,
    button: z.string().min(1),
    sections: z.array(Section).min(1).max(10),
    header: z.string().optional(),
  }),
  /** One button that opens a page (`cta_url`). */
  z.strictObject({
    type: z.literal('link'),
    ...around,
    label: z.string().min(1),
    url: z.url(),
    header: Header.optional(),
  }),
  /** One button that opens a form of WhatsApp Flows; what is filled in comes back as `flow`, with the token. */
  z.strictObject({
    type: z.literal('flow'),
    ...around,
    label: z.string().min(1),
    flow: z.union([z.strictObject({ id: z.string().min(1) }), z.strictObject({ name: z.string().min(1) })]),
    token: z.string().min(1),
    /** The first screen and what it is given. Without it our endpoint is asked (`data_exchange`). */
    start: z.strictObject({ screen: z.string().min(1), data: z.record(z.string(), z.unknown()).optional() }).optional(),
    /** The form is not published yet. */
    draft: z.boolean().optional(),
    header: Header.optional(),
  }),
  /** Asks where they are; the answer comes as `location`. */
  z.strictObject({ type: z.literal('location_request'), body: z.string().min(1), quote }),
] as const
