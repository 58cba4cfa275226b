import type { Schema, Transaction } from '@astria-bot/store'

const statement = (schema: Schema) => ({
  name: `maintenance:forget-effects:${schema}`,
  text: `delete from ${schema}.effects where id = any (array(
      select id from ${schema}.effects where state = 'done' and updated_at < now() - $1 * interval '1 day'
      limit $2 for update skip locked))
    returning 1`,
})

/** Deletes effects that were done long ago, a chunk of them. Those that failed stay: a person may want to know why. */
export async function forgetEffects(tx: Transaction, schema: Schema, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement(schema), [days, chunk])
  return rows.length
}
