import { index, type PgSchema, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** The inbox of a schema: which event a consumer has already handled. Its key is what deduplicates webhooks. */
export function inboxTable(schema: PgSchema) {
  return schema.table(
    'inbox',
    {
      consumer: text().notNull(),
      eventId: text('event_id').notNull(),
      receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
    },
    table => [
      primaryKey({ columns: [table.consumer, table.eventId] }),
      // Rows come in order of time and leave in order of time: a BRIN index costs next to nothing on the hot insert.
      index().using('brin', table.receivedAt),
    ],
  )
}
