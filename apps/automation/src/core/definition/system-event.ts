import { z } from 'zod'

/** What may happen to a contact in the studio, apart from what they write. */
export const SystemEvent = z.enum([
  'order_placed',
  'checkout_opened',
  'order_paid',
  'payment_failed',
  'order_refunded',
  'model_trained',
  'order_failed',
  'portraits_delivered',
  'rated_below_4',
  'feedback_given',
  'message_failed',
  'opted_out',
  'opted_in',
])
export type SystemEvent = z.infer<typeof SystemEvent>
