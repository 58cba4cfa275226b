import { index, primaryKey, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** How customers liked their portraits, and what they wrote about them. */
export const ratings = messagingSchema.table(
  'ratings',
  {
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contacts.id),
    orderId: uuid('order_id').notNull(),
    stars: smallint(),
    feedback: text(),
    ratedAt: timestamp('rated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [primaryKey({ columns: [table.contactId, table.orderId] }), index().on(table.ratedAt)],
)
