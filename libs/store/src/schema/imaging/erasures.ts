import { timestamp, uuid } from 'drizzle-orm/pg-core'
import { imagingSchema } from '../schemas.ts'

/** Contacts whose data is gone: whatever comes late for them is dropped. */
export const erasures = imagingSchema.table('erasures', {
  contactId: uuid('contact_id').primaryKey(),
  requestedAt: timestamp('requested_at', { withTimezone: true }).notNull().defaultNow(),
  doneAt: timestamp('done_at', { withTimezone: true }),
})
