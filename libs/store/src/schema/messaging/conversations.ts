import { integer, json, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** Where a contact stands. `data` is the conversation of libs/conversation as it is; `state` repeats its name for readers. */
export const conversations = messagingSchema.table('conversations', {
  contactId: uuid('contact_id')
    .primaryKey()
    .references(() => contacts.id),
  state: text().notNull(),
  data: json().notNull(),
  /** Counts the transitions. */
  version: integer().notNull().default(1),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
})
