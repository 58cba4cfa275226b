import { sql } from 'drizzle-orm'
import { check, index, integer, json, type PgSchema, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

const time = (name: string) => timestamp(name, { withTimezone: true })

/**
 * The effects of a schema: calls to the outside, each with its whole request frozen before the first try. `json` and
 * not `jsonb`, so that the request stays byte for byte what it was (and may hold `\u0000`).
 */
export function effectsTable(schema: PgSchema) {
  return schema.table(
    'effects',
    {
      id: uuid().primaryKey(),
      kind: text().notNull(),
      key: text().notNull(),
      contactId: uuid('contact_id'),
      request: json().notNull(),
      state: text({ enum: ['prepared', 'calling', 'unknown', 'done', 'failed'] })
        .notNull()
        .default('prepared'),
      /** How often it was begun. */
      attempts: integer().notNull().default(0),
      /** How often the vendor was looked at since the outcome is unknown. */
      looks: integer().notNull().default(0),
      /** When it is due: the first try, the next try, or the next look. */
      runAt: time('run_at').notNull().defaultNow(),
      /** Changes with every claim; who holds an older one has lost the row. */
      leaseId: uuid('lease_id'),
      leaseUntil: time('lease_until'),
      deadline: time('deadline'),
      result: json(),
      error: text(),
      createdAt: time('created_at').notNull().defaultNow(),
      updatedAt: time('updated_at').notNull().defaultNow(),
    },
    table => [
      unique().on(table.kind, table.key),
      index().on(table.runAt).where(sql`state in ('prepared', 'calling', 'unknown')`),
      index().on(table.contactId),
      check('effects_state', sql`state in ('prepared', 'calling', 'unknown', 'done', 'failed')`),
    ],
  )
}
