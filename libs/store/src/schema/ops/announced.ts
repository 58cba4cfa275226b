import { primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { opsSchema } from '../schemas.ts'

/** What a job has told already, so that it is told once. */
export const announced = opsSchema.table(
  'announced',
  {
    kind: text().notNull(),
    key: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  table => [primaryKey({ columns: [table.kind, table.key] })],
)
