import type { Queryable, Schema } from '../database.ts'
import { perSchema } from '../per-schema.ts'

const statement = perSchema(schema => ({
  name: `${schema}:extend-leases`,
  text: `update ${schema}.effects e set lease_until = now() + $3 * interval '1 millisecond'
    from unnest($1::uuid[], $2::uuid[]) as held (id, lease_id)
    where e.id = held.id and e.lease_id = held.lease_id`,
}))

/** Tells the other runners that these effects are still being worked on. */
export async function extendLeases(
  db: Queryable,
  schema: Schema,
  held: readonly { id: string; leaseId: string }[],
  leaseMs: number,
): Promise<void> {
  if (held.length === 0) return
  await db.query(statement(schema), [held.map(({ id }) => id), held.map(({ leaseId }) => leaseId), leaseMs])
}
