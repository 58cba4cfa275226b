import type { Queryable, Transaction } from '@astria-bot/store'
import type { Audience, Member } from '../slots/audience.ts'

/** One time at which an automation fires, for some contacts. */
export interface SlotRow {
  automationId: string
  slot: string
  version: number
  dueAt: Date
  audience: Audience
}

/** A slot that is being worked through. */
export interface OpenSlot extends SlotRow {
  /** The last contact (and date) that was looked at. */
  cursor: Member | null
  /** Whether a time was missed is judged by when it was planned, not by how long others kept it waiting. */
  plannedAt?: Date
}

const insert = {
  name: 'automation:insert-slots',
  text: `insert into automation.slots (automation_id, slot, version, due_at, audience, state, planned_at, ended_at)
    select automation_id, slot, version, due_at, audience, $6::text, $7::timestamptz, case when $6::text = 'open' then null else $7::timestamptz end
    from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[], $5::json[])
      as given (automation_id, slot, version, due_at, audience)
    on conflict do nothing`,
}
const take = {
  name: 'automation:take-slot',
  text: `select automation_id as "automationId", slot, version, due_at as "dueAt", audience, cursor, planned_at as "plannedAt"
    from automation.slots where state = 'open' and due_at <= $1 and (retry_at is null or retry_at <= $1)
    order by due_at, automation_id, slot limit 1 for update skip locked`,
}
const move = {
  name: 'automation:move-slot',
  text: `update automation.slots set cursor = $3, reached = reached + $4, attempts = 0, retry_at = null,
      state = case when $5 then 'done' else 'open' end, ended_at = case when $5 then $6::timestamptz end
    where automation_id = $1 and slot = $2`,
}

const putOff = {
  name: 'automation:put-off-slot',
  text: `update automation.slots set attempts = attempts + 1,
      retry_at = $3::timestamptz + least(3600, 30 * 2 ^ least(attempts, 10)) * interval '1 second'
    where automation_id = $1 and slot = $2 and state = 'open'`,
}

/** Stores slots: each once, whoever plans it. */
export async function insertSlots(
  tx: Transaction,
  rows: readonly SlotRow[],
  state: 'open' | 'skipped',
  now: Date,
): Promise<void> {
  if (rows.length === 0) return
  await tx.query(insert, [
    rows.map(row => row.automationId),
    rows.map(row => row.slot),
    rows.map(row => row.version),
    rows.map(row => row.dueAt),
    rows.map(row => JSON.stringify(row.audience)),
    state,
    now,
  ])
}

/** Takes a slot that is due and that nobody else works on. */
export async function takeSlot(tx: Transaction, now: Date): Promise<OpenSlot | null> {
  const [row] = await tx.query<OpenSlot>(take, [now])
  return row ?? null
}

/** Notes how far a slot has come. */
export async function moveSlot(
  tx: Queryable,
  slot: Pick<OpenSlot, 'automationId' | 'slot' | 'cursor'>,
  progress: { reached: number; done: boolean; now: Date },
): Promise<void> {
  const cursor = slot.cursor === null ? null : JSON.stringify(slot.cursor)
  await tx.query(move, [slot.automationId, slot.slot, cursor, progress.reached, progress.done, progress.now])
}

/** Notes that work on a slot failed: it is tried again after a pause that grows, and others go on meanwhile. */
export async function putOffSlot(
  tx: Queryable,
  slot: Pick<OpenSlot, 'automationId' | 'slot'>,
  now: Date,
): Promise<void> {
  await tx.query(putOff, [slot.automationId, slot.slot, now])
}
