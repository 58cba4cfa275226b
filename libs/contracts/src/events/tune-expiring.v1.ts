import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const tuneExpiring = defineEvent(
  'tune.expiring.v1',
  'A saved model will be deleted at Astria in a few days: it can still be used until then.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    tuneId: z.string().min(1),
    className: z.string(),
    expiresAt: Instant,
  }),
)
