import { randomUUID } from 'node:crypto'
import type { Queryable, Schema } from '../database.ts'
import { perSchema } from '../per-schema.ts'

/** An effect to be carried out after the transaction has committed. */
export interface NewEffect {
  id?: string
  kind: string
  /** Unique per kind: a second one with the same key is not stored. */
  key: string
  contactId?: string | null
  /** JSON; frozen. */
  request: unknown
  /** Default: now. */
  runAt?: Date
  /** After it, the effect fails with the code `deadline`. */
  deadline?: Date
}

const statement = perSchema(schema => ({
  name: `${schema}:prepare-effects`,
  text: `insert into ${schema}.effects (id, kind, key, contact_id, request, run_at, deadline)
    select id, kind, key, contact_id, request, coalesce(run_at, now()), deadline
    from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::json[], $6::timestamptz[], $7::timestamptz[])
      as given (id, kind, key, contact_id, request, run_at, deadline)
    on conflict (kind, key) do nothing`,
}))

/** Stores effects as part of the transaction. The runner carries them out once it has committed. */
export async function prepareEffects(tx: Queryable, schema: Schema, effects: readonly NewEffect[]): Promise<void> {
  if (effects.length === 0) return
  // Sorted, so that two transactions with common keys wait for each other instead of deadlocking.
  const rows = [...effects].sort((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1))
  await tx.query(statement(schema), [
    rows.map(row => row.id ?? randomUUID()),
    rows.map(row => row.kind),
    rows.map(row => row.key),
    rows.map(row => row.contactId ?? null),
    // Not one JSON document for all: taking it apart in SQL would decode `\u0000`, which Postgres cannot.
    rows.map(row => JSON.stringify(row.request)),
    rows.map(row => row.runAt?.toISOString() ?? null),
    rows.map(row => row.deadline?.toISOString() ?? null),
  ])
}
