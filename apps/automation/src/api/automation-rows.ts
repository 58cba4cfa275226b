import { RejectedError } from '@astria-bot/contracts'
import type { Queryable, Transaction } from '@astria-bot/store'

/** An automation in its newest version. */
export interface AutomationRow {
  automationId: string
  version: number
  enabled: boolean
  definition: unknown
  disabledReason: string | null
  createdAt: Date
  updatedAt: Date
}

const columns = `a.automation_id as "automationId", a.version, a.enabled, v.definition,
    a.disabled_reason as "disabledReason", a.created_at as "createdAt", a.updated_at as "updatedAt"`
const from = `from automation.automations a
    join automation.versions v on v.automation_id = a.automation_id and v.version = a.version`
const one = {
  name: 'automation:one',
  text: `select ${columns} ${from} where a.automation_id = $1 and a.deleted_at is null`,
}
const lock = {
  name: 'automation:lock-one',
  text: 'select version from automation.automations where automation_id = $1 and deleted_at is null for update',
}
const page = {
  name: 'automation:page',
  text: `select ${columns} ${from}
    where a.deleted_at is null and ($1::timestamptz is null or (date_trunc('milliseconds', a.created_at), a.automation_id) < ($1, $2::uuid))
      and ($4::boolean is null or a.enabled = $4)
    order by date_trunc('milliseconds', a.created_at) desc, a.automation_id desc limit $3`,
}
const all = {
  name: 'automation:all',
  text: `select ${columns} ${from} where a.deleted_at is null order by a.created_at, a.automation_id`,
}

const notFound = () => new RejectedError('not_found', 'there is no such automation')

/** One automation. Throws RejectedError(`not_found`). */
export async function findAutomation(db: Queryable, id: string): Promise<AutomationRow> {
  const [row] = await db.query<AutomationRow>(one, [id])
  if (!row) throw notFound()
  return row
}

/** Locks an automation, so that its versions are numbered one after the other, and reads it. Throws as `findAutomation`. */
export async function lockAutomation(tx: Transaction, id: string): Promise<AutomationRow> {
  const locked = await tx.query(lock, [id])
  if (locked.length === 0) throw notFound()
  return findAutomation(tx, id)
}

/** A page of automations, newest first, one more than the limit. */
export function automationPage(
  db: Queryable,
  {
    after,
    limit,
    enabled,
  }: { after: { at: Date; id: string } | undefined; limit: number; enabled: boolean | undefined },
): Promise<AutomationRow[]> {
  return db.query<AutomationRow>(page, [after?.at ?? null, after?.id ?? null, limit + 1, enabled ?? null])
}

/** All of them, the oldest first. */
export function allAutomations(db: Queryable): Promise<AutomationRow[]> {
  return db.query<AutomationRow>(all, [])
}
