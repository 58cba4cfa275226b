import { sql } from 'drizzle-orm'
import { text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { opsSchema } from '../schemas.ts'

/** Who may use the API. The key itself is nowhere: only its hash. */
export const apiKeys = opsSchema.table(
  'api_keys',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Of a person or a program; messages keep it as who sent them. */
    name: text().notNull(),
    role: text({ enum: ['viewer', 'agent', 'admin'] }).notNull(),
    /** SHA-256 in hex. */
    hash: text().notNull().unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  table => [uniqueIndex('api_keys_name').on(table.name).where(sql`${table.revokedAt} is null`)],
)
