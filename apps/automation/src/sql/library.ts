import type { Queryable, Transaction } from '@astria-bot/store'

/** An automation that is switched on, in its newest version. */
export interface EnabledRow {
  automationId: string
  version: number
  definition: unknown
}

const revision = { name: 'automation:revision', text: 'select revision from automation.library where id = 1' }
const bump = {
  name: 'automation:bump-revision',
  text: `insert into automation.library as l (id, revision) values (1, 1)
    on conflict (id) do update set revision = l.revision + 1`,
}
const enabled = {
  name: 'automation:enabled',
  text: `select a.automation_id as "automationId", a.version, v.definition from automation.automations a
    join automation.versions v on v.automation_id = a.automation_id and v.version = a.version
    where a.enabled and a.deleted_at is null order by a.created_at, a.automation_id`,
}
const version = {
  name: 'automation:version',
  text: 'select definition from automation.versions where automation_id = $1 and version = $2',
}

/** Grows whenever an automation changes. */
export async function readRevision(db: Queryable): Promise<number> {
  const [row] = await db.query<{ revision: string }>(revision, [])
  return Number(row?.revision ?? 0)
}

/** Tells every replica that an automation has changed. Also makes changes of automations wait for each other. */
export async function bumpRevision(tx: Transaction): Promise<void> {
  await tx.query(bump, [])
}

/** What is switched on. */
export function loadEnabled(db: Queryable): Promise<EnabledRow[]> {
  return db.query<EnabledRow>(enabled, [])
}

/** One version of one automation. */
export async function loadVersion(db: Queryable, automationId: string, number: number): Promise<unknown> {
  const [row] = await db.query<{ definition: unknown }>(version, [automationId, number])
  return row?.definition
}
