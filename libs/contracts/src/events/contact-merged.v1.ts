import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const contactMerged = defineEvent(
  'contact.merged.v1',
  'Two contacts turned out to be one person: what belongs to one of them belongs to the other too.',
  z.strictObject({
    contactId: z.uuid(),
    /** The contact that remains. */
    into: z.uuid(),
  }),
)
