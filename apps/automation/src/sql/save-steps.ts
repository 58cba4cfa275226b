import type { Queryable, Transaction } from '@astria-bot/store'

/** A line of an execution's log. */
export interface StepRow {
  executionId: string
  number: number
  path: string
  action: string
  /** `requested`: another app or an outside webhook has yet to say what became of it. `deferred`: it comes later, by
   * itself (a message) or as another line. */
  state: 'done' | 'requested' | 'deferred' | 'skipped' | 'failed'
  reason: string | null
  input: unknown
  output: unknown
  at: Date
}

const insert = {
  name: 'automation:insert-steps',
  text: `insert into automation.steps (execution_id, number, path, action, state, reason, input, output, at)
    select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::json[], $8::json[],
      $9::timestamptz[])`,
}
const settle = {
  name: 'automation:settle-step',
  text: `update automation.steps set state = $3, reason = $4, output = $5 where execution_id = $1 and number = $2`,
}

const text = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

/** Adds to the log. */
export async function insertSteps(tx: Transaction, rows: readonly StepRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(insert, [
    rows.map(row => row.executionId),
    rows.map(row => row.number),
    rows.map(row => row.path),
    rows.map(row => row.action),
    rows.map(row => row.state),
    rows.map(row => row.reason),
    rows.map(row => text(row.input)),
    rows.map(row => text(row.output)),
    rows.map(row => row.at),
  ])
}

/** Writes what became of a step that was requested. */
export async function settleStep(
  db: Queryable,
  row: Pick<StepRow, 'executionId' | 'number' | 'state' | 'reason' | 'output'>,
): Promise<void> {
  await db.query(settle, [row.executionId, row.number, row.state, row.reason, text(row.output)])
}
