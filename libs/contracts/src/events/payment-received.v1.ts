import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { OrderDetails } from '../order-details.ts'

export const paymentReceived = defineEvent(
  'payment.received.v1',
  'An order was paid, in full and in its currency. Exactly one per order.',
  z.strictObject({ paymentId: z.string().min(1), order: OrderDetails }),
)
