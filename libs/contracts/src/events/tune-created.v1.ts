import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const tuneCreated = defineEvent(
  'tune.created.v1',
  'Astria took the order: a model is being trained, or pictures are being made with a saved one.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    tuneId: z.string().min(1),
    /** False when a saved model is used. */
    training: z.boolean(),
    readyAt: Instant.nullable(),
  }),
)
