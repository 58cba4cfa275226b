import { bigint, integer, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { opsSchema } from '../schemas.ts'

/** How far each consumer of the in-process bus has come in each partition. */
export const busCursors = opsSchema.table(
  'bus_cursors',
  {
    durable: text().notNull(),
    partition: integer().notNull(),
    types: text().array().notNull(),
    /** The last event of `bus_events` that is done. */
    position: bigint({ mode: 'number' }).notNull().default(0),
    /** How often the next event was tried in vain. */
    deliveries: integer().notNull().default(0),
    retryAt: timestamp('retry_at', { withTimezone: true }),
  },
  table => [primaryKey({ columns: [table.durable, table.partition] })],
)
