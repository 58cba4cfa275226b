import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { AmountMinor, Currency } from '../order-details.ts'

export const paymentRefunded = defineEvent(
  'payment.refunded.v1',
  'Money of an order went back to the customer.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    paymentId: z.string().min(1),
    amountMinor: AmountMinor,
    currency: Currency,
    /** True when nothing of the payment is left. */
    full: z.boolean(),
  }),
)
