import { z } from 'zod'

/** Its variables in their order: `1`, `2`, or names. */
const variables = z.array(z.string().min(1))

const parts = {
  /** `text`, `image`, `video`, `document`, `location`, `product`, or a word that is not known yet. */
  header: z.strictObject({ format: z.string().min(1), variables }).optional(),
  body: z.strictObject({ variables }).optional(),
  /** In their order; the place in it is the button's index. */
  buttons: z.array(
    z.strictObject({
      /** `quick_reply`, `url`, `copy_code`, … */
      type: z.string().min(1),
      text: z.string(),
      /** It means nothing without a value: a code to copy, an address with a variable. */
      needsValue: z.boolean(),
    }),
  ),
}

/** What a template wants to be filled with, part by part. */
export const TemplateNeeds = z.strictObject({
  ...parts,
  /** Of a carousel: one after the other. */
  cards: z.array(z.strictObject(parts)),
  /** It offers something until a time that has to be given. */
  limitedTimeOffer: z.boolean(),
})
export type TemplateNeeds = z.infer<typeof TemplateNeeds>
/** What a template, or one card of it, wants. */
export type TemplatePartNeeds = TemplateNeeds['cards'][number]
