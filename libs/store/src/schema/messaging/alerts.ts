import { bigserial, index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** Conversations that a person should look at. */
export const alerts = messagingSchema.table(
  'alerts',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contacts.id),
    /** A short machine-readable word. */
    reason: text().notNull(),
    orderId: uuid('order_id'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    resolvedAt: timestamp('resolved_at', { withTimezone: true }),
  },
  table => [index().on(table.contactId)],
)
