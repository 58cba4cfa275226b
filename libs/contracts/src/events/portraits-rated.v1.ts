import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const portraitsRated = defineEvent(
  'portraits.rated.v1',
  'A customer rated the portraits of an order, or wrote what could be better. The text itself stays where it was written.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    /** Absent where only the feedback came. */
    stars: z.int().min(1).max(5).optional(),
    feedbackGiven: z.boolean(),
  }),
)
