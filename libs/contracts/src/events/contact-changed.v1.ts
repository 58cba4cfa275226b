import { z } from 'zod'
import { ContactSnapshot } from '../contact-snapshot.ts'
import { defineEvent } from '../event.ts'

export const contactChanged = defineEvent(
  'contact.changed.v1',
  'Something of a contact changed: the whole contact as it is now. The time of the last message alone is no change.',
  ContactSnapshot.extend({
    /** The contact into which this one was merged, because both turned out to be one person. */
    mergedInto: z.uuid().optional(),
  }),
)
