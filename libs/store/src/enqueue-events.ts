import type { Event } from '@astria-bot/contracts'
import type { Queryable, Schema } from './database.ts'
import { perSchema } from './per-schema.ts'

const statement = perSchema(schema => ({
  name: `${schema}:enqueue-events`,
  text: `insert into ${schema}.outbox (event)
    select value from json_array_elements($1::json) with ordinality as given (value, n) order by n`,
}))

/** Stores events as part of the transaction; the publisher sends them in this order once it has committed. */
export async function enqueueEvents(tx: Queryable, schema: Schema, events: readonly Event[]): Promise<void> {
  if (events.length > 0) await tx.query(statement(schema), [JSON.stringify(events)])
}
