import { index, integer, json, text, timestamp } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'

/** Statuses that came before we knew WhatsApp's id of their message; applied as soon as it is known. */
export const unmatchedStatuses = messagingSchema.table(
  'unmatched_statuses',
  {
    eventId: text('event_id').primaryKey(),
    channel: text().notNull(),
    wamid: text().notNull(),
    status: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    errorCode: integer('error_code'),
    errorDetail: text('error_detail'),
    pricing: json(),
    charged: json(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [index().on(table.channel, table.wamid)],
)
