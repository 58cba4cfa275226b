import { sql } from 'drizzle-orm'
import { bigserial, index, integer, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/** What a person should look at: a conversation, or a business number. Of a number, each reason is open only once for the same detail. */
export const alerts = messagingSchema.table(
  'alerts',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    contactId: uuid('contact_id').references(() => contacts.id),
    channel: text(),
    /** A short machine-readable word. */
    reason: text().notNull(),
    orderId: uuid('order_id'),
    messageId: uuid('message_id'),
    /** WhatsApp's code, and the number's or template's name. */
    errorCode: integer('error_code'),
    detail: text(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    resolvedAt: timestamp('resolved_at', { withTimezone: true }),
  },
  table => [
    index().on(table.contactId),
    uniqueIndex('alerts_of_channel')
      .on(table.channel, table.reason, sql`left(coalesce(${table.detail}, ''), 200)`)
      .where(sql`${table.channel} is not null and ${table.resolvedAt} is null`),
  ],
)
