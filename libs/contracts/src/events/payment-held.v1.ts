import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const paymentHeld = defineEvent(
  'payment.held.v1',
  'Money came that does not fit the order: not credited, a person decides.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    paymentId: z.string().min(1),
    reason: z.enum(['wrong_amount', 'wrong_currency', 'paid_already', 'order_closed']),
  }),
)
