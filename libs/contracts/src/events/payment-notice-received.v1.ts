import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const paymentNoticeReceived = defineEvent(
  'payment.notice.received.v1',
  'A payment provider sent an authentic notice.',
  z.strictObject({
    provider: z.string().min(1),
    /** The provider's id: unique per notice kind and payment. */
    noticeId: z.string().min(1),
    kind: z.enum(['succeeded', 'failed', 'refunded', 'other']),
    /** The provider's own word for the kind. */
    type: z.string(),
    /** What the notice says about the order; compared with the order, never believed. */
    orderId: z.string(),
    amountMinor: z.number(),
    currency: z.string(),
  }),
)
