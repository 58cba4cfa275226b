import type { Queryable, Schema } from './database.ts'
import { perSchema } from './per-schema.ts'

const statement = perSchema(schema => ({
  name: `${schema}:remember-events`,
  text: `insert into ${schema}.inbox (consumer, event_id)
    select $1, unnest($2::text[])
    on conflict do nothing
    returning event_id as "eventId"`,
}))

/**
 * Writes down that a consumer has handled events, and tells which of them are new to it. Another transaction with one
 * of the same ids waits until this one has ended.
 */
export async function rememberEvents(
  tx: Queryable,
  schema: Schema,
  consumer: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  // Sorted, so that two batches with common ids wait for each other instead of deadlocking.
  const rows = await tx.query<{ eventId: string }>(statement(schema), [consumer, [...ids].sort()])
  return new Set(rows.map(row => row.eventId))
}
