import { z } from 'zod'

/** How webhooks are delivered, beside the faults. The first two hold for Astria's callbacks and payment notices too. */
export const WebhookPolicy = z.strictObject({
  /** Each is delivered between so and so many times. */
  duplicates: z.tuple([z.int().min(1).max(20), z.int().min(1).max(20)]),
  /** More than 0: each delivery waits up to so long, whatever was before it. */
  reorderMs: z.int().min(0).max(600_000),
  /** Up to `max` updates in one POST, gathered for `ms`. */
  batch: z.strictObject({ max: z.int().min(1).max(1000), ms: z.int().min(0).max(60_000) }),
  /** Signs with another secret than the configured one. */
  appSecret: z.string().min(1).nullable(),
})
export type WebhookPolicy = z.infer<typeof WebhookPolicy>

export const defaultPolicy: WebhookPolicy = {
  duplicates: [1, 1],
  reorderMs: 0,
  batch: { max: 1, ms: 0 },
  appSecret: null,
}
