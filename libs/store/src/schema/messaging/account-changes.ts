import { index, json, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** What WhatsApp told about an account beside messages and statuses, and statuses of a kind that nobody here knows: as it came. */
export const accountChanges = messagingSchema.table(
  'account_changes',
  {
    eventId: text('event_id').primaryKey(),
    account: text().notNull(),
    channel: text(),
    /** Whom it is about: it goes with them. */
    contactId: uuid('contact_id').references(() => contacts.id),
    field: text().notNull(),
    value: json(),
    at: timestamp({ withTimezone: true }).notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [index().on(table.contactId)],
)
