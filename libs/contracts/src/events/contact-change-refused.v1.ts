import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const contactChangeRefused = defineEvent(
  'contact.change.refused.v1',
  'A change of a contact that an automation asked for (`causationid`) was not made.',
  z.strictObject({
    contactId: z.uuid(),
    /** A word, such as `too_many_tags`. */
    reason: z.string().min(1),
  }),
)
