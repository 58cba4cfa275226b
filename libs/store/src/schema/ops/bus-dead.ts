import { bigserial, integer, text, timestamp } from 'drizzle-orm/pg-core'
import { opsSchema } from '../schemas.ts'

/** What the consumers of the in-process bus could not handle. */
export const busDead = opsSchema.table('bus_dead', {
  id: bigserial({ mode: 'bigint' }).primaryKey(),
  durable: text().notNull(),
  stream: text().notNull(),
  reason: text().notNull(),
  code: text().notNull(),
  deliveries: integer().notNull(),
  /** The envelope as it was published. */
  event: text().notNull(),
  diedAt: timestamp('died_at', { withTimezone: true }).notNull().defaultNow(),
})
