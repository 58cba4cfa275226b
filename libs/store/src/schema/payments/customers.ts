import { timestamp, uuid } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'

/**
 * Whose money it is. The id is a pseudonym: it names the account in the ledger, which can never be changed, and is all
 * that is left when the contact wants to be forgotten.
 */
export const customers = paymentsSchema.table('customers', {
  id: uuid().primaryKey(),
  /** Null after an erasure. */
  contactId: uuid('contact_id').unique(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  erasedAt: timestamp('erased_at', { withTimezone: true }),
})
