import { isForgotten } from '../is-forgotten.ts'
import { readEnvelopeText } from '../read-dead-event.ts'
import type { SqlClient } from './sql-client.ts'

const pages = {
  events: `select id, envelope as text from ops.bus_events where id > $1 order by id limit $2`,
  letters: `select id, event as text from ops.bus_dead where id > $1 order by id limit $2`,
}
const removals = {
  events: 'delete from ops.bus_events where id = any ($1::bigint[])',
  letters: 'delete from ops.bus_dead where id = any ($1::bigint[])',
}
const atOnce = 500

/** Deletes the stored events and dead letters that are to be forgotten. */
export async function forgetStored(
  sql: SqlClient,
  subjects: ReadonlyMap<string, Date>,
  signal?: AbortSignal,
): Promise<number> {
  let deleted = 0
  for (const kind of ['events', 'letters'] as const) {
    for (let after = '0'; !signal?.aborted; ) {
      const { rows } = await sql.query(pages[kind], [after, atOnce])
      const last = rows.at(-1)
      if (!last) break
      after = String(last.id)
      const ids = rows.filter(({ text }) => isForgotten(readEnvelopeText(text), subjects)).map(({ id }) => id)
      if (ids.length > 0) await sql.query(removals[kind], [ids])
      deleted += ids.length
    }
  }
  return deleted
}
