import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const paymentFailed = defineEvent(
  'payment.failed.v1',
  'The provider says that a payment did not go through; the order can still be paid.',
  z.strictObject({ orderId: z.uuid(), contactId: z.uuid(), paymentId: z.string().min(1), url: z.url() }),
)
