import type { Queryable, Schema } from './database.ts'
import { perSchema } from './per-schema.ts'

const statement = perSchema(schema => ({
  name: `${schema}:forget-events`,
  text: `delete from ${schema}.inbox where ctid = any (array(
      select ctid from ${schema}.inbox where received_at < now() - $1 * interval '1 day' limit $2
      for update skip locked))
    returning 1`,
}))

/**
 * Deletes one chunk of inbox keys older than `olderThanDays`, and tells how many: call it until it says 0. Meta repeats
 * a webhook for 7 days and a replay of dead letters may come later: keep 45 days at least.
 */
export async function forgetEvents(
  db: Queryable,
  schema: Schema,
  olderThanDays: number,
  chunk = 5000,
): Promise<number> {
  const rows = await db.query(statement(schema), [olderThanDays, chunk])
  return rows.length
}
