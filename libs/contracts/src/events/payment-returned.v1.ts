import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { AmountMinor, Currency } from '../order-details.ts'

export const paymentReturned = defineEvent(
  'payment.returned.v1',
  'Money that was held went back to the customer; it never was the order’s.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    paymentId: z.string().min(1),
    amountMinor: AmountMinor,
    currency: Currency,
    /** Where the order can be paid now. Null when it cannot be, or other money is still held for it. */
    url: z.url().nullable(),
  }),
)
