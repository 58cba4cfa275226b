import { index, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** What a conversation wants to be reminded of; the row goes when it rang. */
export const timers = messagingSchema.table(
  'timers',
  {
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contacts.id),
    name: text().notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
  },
  table => [primaryKey({ columns: [table.contactId, table.name] }), index().on(table.dueAt)],
)
