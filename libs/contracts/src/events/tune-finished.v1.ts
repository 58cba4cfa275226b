import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const tuneFinished = defineEvent(
  'tune.finished.v1',
  'A model is trained; it can be used again until it expires.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    tuneId: z.string().min(1),
    className: z.string(),
    trainedAt: Instant,
    expiresAt: Instant,
  }),
)
