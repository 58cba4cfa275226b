import type { SqlClient } from './sql-client.ts'
import { openCursors } from './statements.ts'

/** How far a consumer has come in one partition. */
export interface Lane {
  readonly partition: number
  /** Everything up to this id is done, or of no interest. A bigint, as text. */
  position: string
  /** How often the next event was tried in vain. */
  deliveries: number
  /** An event is under way, or waits for its retry. */
  busy: boolean
  /** There may be an event that nobody has looked at. */
  due: boolean
}

/** The lanes of a consumer, made at the first start, and those that wait for a retry. */
export async function openLanes(
  sql: SqlClient,
  { durable, partitions, types }: { durable: string; partitions: number; types: readonly string[] },
): Promise<{ lanes: Lane[]; waits: { lane: Lane; delayMs: number }[] }> {
  const { rows } = await sql.query(openCursors, [durable, partitions, types])
  const opened = rows.map(row => ({
    lane: {
      partition: row.partition,
      position: String(row.position),
      deliveries: row.deliveries,
      busy: false,
      due: true,
    },
    delayMs: Number(row.wait_ms ?? 0),
  }))
  return { lanes: opened.map(({ lane }) => lane), waits: opened.filter(({ delayMs }) => delayMs > 0) }
}
