import { bigint, json, type PgSchema, timestamp } from 'drizzle-orm/pg-core'

/**
 * The outbox of a schema: events that were decided in a transaction and are not yet published. `json` and not `jsonb`:
 * it is never searched, and `jsonb` refuses the `\u0000` that a customer's text may hold.
 */
export function outboxTable(schema: PgSchema) {
  return schema.table('outbox', {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    event: json().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  })
}
