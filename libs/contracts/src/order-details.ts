import { z } from 'zod'
import { Language } from './contact.ts'
import { Instant } from './instant.ts'

/** Size and price class of a set of portraits. */
export const Tier = z.enum(['lite', 'standard', 'premium'])
export type Tier = z.infer<typeof Tier>

/** ISO 4217, upper case. */
export const Currency = z.string().regex(/^[A-Z]{3}$/)

/** Minor units, an integer. */
export const AmountMinor = z.int().nonnegative()

/** What was ordered, frozen when the customer accepted the terms. Nothing from outside changes it. */
export const OrderDetails = z.strictObject({
  /** Opaque (uuid): the only thing of an order that travels through a payment provider and Astria. */
  orderId: z.uuid(),
  contactId: z.uuid(),
  language: Language,
  tier: Tier,
  packId: z.string().min(1),
  packTitle: z.string(),
  /** The class of the person, a key of the pack: `man`, `woman`, … */
  className: z.string().min(1),
  amountMinor: AmountMinor,
  currency: Currency,
  /** The accepted pictures to train with; empty when a saved model is used. */
  pictureIds: z.array(z.uuid()),
  /** Astria's id of the saved model, or null for a new one. */
  tuneId: z.string().nullable(),
  termsVersion: z.string().min(1),
  termsAcceptedAt: Instant,
})
export type OrderDetails = z.infer<typeof OrderDetails>
