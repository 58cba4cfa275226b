import type { Transaction } from '@astria-bot/store'

/** An execution that goes on at a time. */
export interface WaitRow {
  executionId: string
  automationId: string
  contactId: string
  dueAt: Date
}

/** A wait that is over, with the execution that it belongs to. */
export interface DueWait extends WaitRow {
  version: number
  occurrence: string
  trigger: unknown
  position: unknown
  chain: readonly string[]
  startedAt: Date
  /** The automation was taken away meanwhile. */
  deleted: boolean
  /** The number of the last line of its log. */
  lastStep: number
}

const insert = {
  name: 'automation:insert-waits',
  text: `insert into automation.waits (execution_id, automation_id, contact_id, due_at)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[])`,
}
/** Locked by this transaction and gone with it: a process that dies gives them back, and no other sees them meanwhile. */
const take = {
  name: 'automation:take-waits',
  text: `delete from automation.waits w where w.execution_id = any (array(
      select execution_id from automation.waits where due_at <= $1 and (retry_at is null or retry_at <= $1) order by due_at limit $2 for update skip locked))
    returning w.execution_id as "executionId", w.automation_id as "automationId", w.contact_id as "contactId",
      w.due_at as "dueAt"`,
}
const takeOne = {
  name: 'automation:take-wait',
  text: `delete from automation.waits w where w.execution_id = any (array(
      select execution_id from automation.waits where execution_id = $1 for update skip locked))
    returning w.execution_id as "executionId", w.automation_id as "automationId", w.contact_id as "contactId",
      w.due_at as "dueAt"`,
}
const putOff = {
  name: 'automation:put-off-wait',
  text: `update automation.waits set attempts = attempts + 1,
      retry_at = $2::timestamptz + least(3600, 30 * 2 ^ least(attempts, 10)) * interval '1 second'
    where execution_id = $1 returning attempts`,
}
const load = {
  name: 'automation:load-waiting',
  text: `select e.execution_id as "executionId", e.version, e.occurrence, e.trigger, e.position, e.chain,
      e.started_at as "startedAt",
      exists (select 1 from automation.automations a where a.automation_id = e.automation_id and a.deleted_at is not null) as deleted,
      coalesce((select max(number) from automation.steps s where s.execution_id = e.execution_id), 0) as "lastStep"
    from automation.executions e where e.execution_id = any ($1::uuid[]) and e.state = 'waiting'`,
}

/** Stores waits. */
export async function insertWaits(tx: Transaction, rows: readonly WaitRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(insert, [
    rows.map(row => row.executionId),
    rows.map(row => row.automationId),
    rows.map(row => row.contactId),
    rows.map(row => row.dueAt),
  ])
}

/** Takes waits that are over, the oldest first. Whoever else takes at the same time gets others. */
export function takeWaits(tx: Transaction, now: Date, limit: number): Promise<WaitRow[]> {
  return tx.query<WaitRow>(take, [now, limit])
}

/** Takes one wait, if nobody else has. */
export function takeWait(tx: Transaction, executionId: string): Promise<WaitRow[]> {
  return tx.query<WaitRow>(takeOne, [executionId])
}

/** Notes that an execution could not go on: it is tried again after a pause that grows, and others go on meanwhile. Tells how often it could not. */
export async function putOffWait(tx: Transaction, executionId: string, now: Date): Promise<number> {
  const [row] = await tx.query<{ attempts: number }>(putOff, [executionId, now])
  return row?.attempts ?? 0
}

/** The executions of taken waits: a statement of its own, after their contacts are locked. */
export async function loadWaiting(tx: Transaction, waits: readonly WaitRow[]): Promise<DueWait[]> {
  const rows = await tx.query<DueWait>(load, [waits.map(wait => wait.executionId)])
  const byId = new Map(waits.map(wait => [wait.executionId, wait]))
  return rows.map(row => ({ ...row, ...byId.get(row.executionId)! }))
}
