import { bigserial, index, integer, text, timestamp } from 'drizzle-orm/pg-core'
import { opsSchema } from '../schemas.ts'

/** The events of the in-process bus (libs/bus), in the order in which they were published. */
export const busEvents = opsSchema.table(
  'bus_events',
  {
    id: bigserial({ mode: 'bigint' }).primaryKey(),
    eventId: text('event_id').notNull().unique(),
    type: text().notNull(),
    partition: integer().notNull(),
    /** JSON kept as text: jsonb refuses the escaped NUL characters and half surrogates that customers send. */
    envelope: text().notNull(),
    publishedAt: timestamp('published_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [index('bus_events_partition_id').on(table.partition, table.id)],
)
