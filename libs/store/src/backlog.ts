import type { Queryable, Schema } from './database.ts'
import { perSchema } from './per-schema.ts'

/** What a schema has still to do: its outbox, and its calls to the outside. */
export interface Backlog {
  /** Age of the oldest event that is decided and not yet published; 0 if there is none. */
  readonly outboxOldestSeconds: number
  /** Effects that have not ended, by kind. */
  readonly effects: readonly OpenEffects[]
}

/** Effects of a kind that have not ended. */
export interface OpenEffects {
  readonly kind: string
  readonly count: number
  /** For how long the first of them has been due, and in nobody's hands; 0 if none is. */
  readonly lateSeconds: number
  /** How many are past the time until which they were to be done. */
  readonly pastDeadline: number
}

const oldest = perSchema(schema => ({
  name: `${schema}:outbox-oldest`,
  text: `select extract(epoch from now() - created_at)::float8 as seconds from ${schema}.outbox order by id limit 1`,
}))

// Reads the partial index of what is open, whatever the number of those that have ended.
const open = perSchema(schema => ({
  name: `${schema}:open-effects`,
  text: `select kind, count(*)::int as count,
      coalesce(greatest(0, extract(epoch from now() - min(run_at) filter (where lease_until is null or lease_until <= now()))), 0)::float8
        as "lateSeconds",
      (count(*) filter (where deadline <= now()))::int as "pastDeadline"
    from ${schema}.effects where state in ('prepared', 'calling', 'unknown') group by kind`,
}))

/** Reads what a schema has still to do; cheap enough to be asked every few seconds. */
export async function readBacklog(db: Queryable, schema: Schema): Promise<Backlog> {
  const [first] = await db.query<{ seconds: number }>(oldest(schema), [])
  // A transaction that began after the row's would make it younger than now.
  return { outboxOldestSeconds: Math.max(0, first?.seconds ?? 0), effects: await db.query(open(schema), []) }
}
