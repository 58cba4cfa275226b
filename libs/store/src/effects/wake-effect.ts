import type { Queryable, Schema } from '../database.ts'
import { perSchema } from '../per-schema.ts'

const statement = perSchema(schema => ({
  name: `${schema}:wake-effect`,
  text: `update ${schema}.effects set run_at = now(), updated_at = now()
    where kind = $1 and key = $2 and state in ('prepared', 'unknown') and run_at > now()`,
}))

/** Makes a waiting effect due now, such as when a callback says that there is something to see. */
export async function wakeEffect(tx: Queryable, schema: Schema, kind: string, key: string): Promise<void> {
  await tx.query(statement(schema), [kind, key])
}
