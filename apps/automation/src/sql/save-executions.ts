import { TransientError } from '@astria-bot/contracts'
import type { Queryable, Transaction } from '@astria-bot/store'

/** How an execution stands. `waiting` has a row in `waits`. */
export type ExecutionState = 'waiting' | 'completed' | 'stopped' | 'skipped' | 'failed'

/** An execution as it is written down. */
export interface ExecutionRow {
  executionId: string
  automationId: string
  version: number
  contactId: string
  occurrence: string
  trigger: unknown
  state: ExecutionState
  reason: string | null
  position: unknown
  chain: readonly string[]
  startedAt: Date
  endedAt: Date | null
}

const find = {
  name: 'automation:find-executions',
  text: `select e.automation_id || ' ' || e.contact_id || ' ' || e.occurrence as key
    from unnest($1::uuid[], $2::uuid[], $3::text[]) as given (automation_id, contact_id, occurrence)
    join automation.executions e using (automation_id, contact_id, occurrence)`,
}
const findOne = {
  name: 'automation:find-execution',
  text: `select execution_id as "executionId", state, reason from automation.executions
    where automation_id = $1 and contact_id = $2 and occurrence = $3`,
}
const insert = {
  name: 'automation:insert-executions',
  text: `insert into automation.executions (execution_id, automation_id, version, contact_id, occurrence, trigger, state,
      reason, position, chain, started_at, ended_at)
    select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::json[], $7::text[], $8::text[],
      $9::json[], $10::json[], $11::timestamptz[], $12::timestamptz[])
    on conflict on constraint executions_once do nothing
    returning execution_id`,
}
const update = {
  name: 'automation:update-executions',
  text: `update automation.executions e set state = given.state, reason = given.reason, position = given.position,
      ended_at = given.ended_at
    from unnest($1::uuid[], $2::text[], $3::text[], $4::json[], $5::timestamptz[])
      as given (execution_id, state, reason, position, ended_at)
    where e.execution_id = given.execution_id`,
}

/** The wait goes with it, unless it is being taken: who takes it finds the execution ended, as the contact is locked. */
const fail = {
  name: 'automation:fail-execution',
  text: `with gone as (delete from automation.waits where execution_id = any (array(
      select execution_id from automation.waits where execution_id = $1 for update skip locked)))
    update automation.executions set state = 'failed', reason = $2, position = null, ended_at = $3
    where execution_id = $1 and state in ('waiting', 'completed')
    returning execution_id as "executionId", automation_id as "automationId", version, contact_id as "contactId", occurrence,
      trigger, state, reason, position, chain, started_at as "startedAt", ended_at as "endedAt"`,
}

/** What makes an execution the only one of its kind. */
export interface ExecutionKey {
  automationId: string
  contactId: string
  occurrence: string
}

/** The key as one text. */
export const executionKey = ({ automationId, contactId, occurrence }: ExecutionKey) =>
  `${automationId} ${contactId} ${occurrence}`

/** Which of these have been executed before. */
export async function findExecutions(db: Queryable, keys: readonly ExecutionKey[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db.query<{ key: string }>(find, [
    keys.map(one => one.automationId),
    keys.map(one => one.contactId),
    keys.map(one => one.occurrence),
  ])
  return new Set(rows.map(row => row.key))
}

/** The execution of a key that was executed before. */
export async function executionOf(
  db: Queryable,
  { automationId, contactId, occurrence }: ExecutionKey,
): Promise<Pick<ExecutionRow, 'executionId' | 'state' | 'reason'>> {
  const [row] = await db.query<Pick<ExecutionRow, 'executionId' | 'state' | 'reason'>>(findOne, [
    automationId,
    contactId,
    occurrence,
  ])
  // Old executions are forgotten meanwhile: then the key is a new one.
  if (!row) throw new TransientError('the execution has just been forgotten')
  return row
}

const text = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

/**
 * Stores new executions. Their contacts are locked and their keys were looked for, so that none can exist; if one does
 * all the same, the transaction fails and is tried again, and nothing of it was done twice.
 */
export async function insertExecutions(tx: Transaction, rows: readonly ExecutionRow[]): Promise<void> {
  if (rows.length === 0) return
  const stored = await tx.query(insert, [
    rows.map(row => row.executionId),
    rows.map(row => row.automationId),
    rows.map(row => row.version),
    rows.map(row => row.contactId),
    rows.map(row => row.occurrence),
    rows.map(row => JSON.stringify(row.trigger)),
    rows.map(row => row.state),
    rows.map(row => row.reason),
    rows.map(row => text(row.position)),
    rows.map(row => JSON.stringify(row.chain)),
    rows.map(row => row.startedAt),
    rows.map(row => row.endedAt),
  ])
  if (stored.length < rows.length) throw new TransientError('an execution is there already')
}

/** Writes how executions that waited stand now. */
export async function updateExecutions(
  tx: Transaction,
  rows: readonly Pick<ExecutionRow, 'executionId' | 'state' | 'reason' | 'position' | 'endedAt'>[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.query(update, [
    rows.map(row => row.executionId),
    rows.map(row => row.state),
    rows.map(row => row.reason),
    rows.map(row => text(row.position)),
    rows.map(row => row.endedAt),
  ])
}

/** Ends an execution that waits or is complete as failed; undefined if it had ended otherwise. Its contact is locked. */
export async function endAsFailed(
  tx: Transaction,
  executionId: string,
  reason: string,
  now: Date,
): Promise<ExecutionRow | undefined> {
  const [row] = await tx.query<ExecutionRow>(fail, [executionId, reason, now])
  return row
}
