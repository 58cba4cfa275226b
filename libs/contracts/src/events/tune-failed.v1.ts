import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const tuneFailed = defineEvent(
  'tune.failed.v1',
  'An order cannot be fulfilled: it is to be refunded.',
  z.strictObject({ orderId: z.uuid(), contactId: z.uuid(), tuneId: z.string().nullable(), reason: z.string() }),
)
