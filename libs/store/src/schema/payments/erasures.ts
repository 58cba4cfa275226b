import { text, timestamp } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'

/** Contacts that wanted to be forgotten: an order of theirs that comes later, from another stream, is dropped. */
export const erasures = paymentsSchema.table('erasures', {
  /** SHA-256 of the contact's id, hex. */
  contactHash: text('contact_hash').primaryKey(),
  erasedAt: timestamp('erased_at', { withTimezone: true }).notNull().defaultNow(),
})
