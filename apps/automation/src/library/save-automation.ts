import type { Transaction } from '@astria-bot/store'
import type { Automation } from '../core/index.ts'
import { bumpRevision } from '../sql/library.ts'

/** A version to store. */
export interface NewVersion {
  automationId: string
  version: number
  automation: Automation
  savedBy: string
}

const upsert = {
  name: 'automation:save',
  // Its times count from this moment: who saves another version has planned up to it (planBeforeChange).
  text: `insert into automation.automations as a (automation_id, name, version, enabled, planned_until, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $5, $5)
    on conflict (automation_id) do update set name = excluded.name, version = excluded.version, enabled = excluded.enabled,
      planned_until = excluded.planned_until, updated_at = excluded.updated_at, failures = 0,
      disabled_reason = null, disabled_at = null`,
}
const add = {
  name: 'automation:add-version',
  text: `insert into automation.versions (automation_id, version, definition, saved_by, saved_at) values ($1, $2, $3, $4, $5)`,
}
const change = {
  name: 'automation:switch',
  text: `update automation.automations set enabled = $2, updated_at = $3, failures = 0, disabled_reason = null,
      disabled_at = null, planned_until = case when $2 and not enabled then $3 else planned_until end
    where automation_id = $1`,
}
const remove = {
  name: 'automation:delete',
  text: 'update automation.automations set enabled = false, deleted_at = $2, updated_at = $2 where automation_id = $1',
}
const endWaiting = {
  name: 'automation:end-waiting',
  // One that is going on at this moment, or begins, is ended by its next wait at the latest: whoever takes that looks.
  text: `with gone as (delete from automation.waits where execution_id = any (array(
      select execution_id from automation.waits where automation_id = $1 for update skip locked)) returning execution_id)
    update automation.executions e set state = 'stopped', reason = 'deleted', position = null, ended_at = $2
    from gone where e.execution_id = gone.execution_id`,
}

/** Stores a version and makes it the one that counts. Executions that run keep theirs. */
export async function saveVersion(tx: Transaction, saved: NewVersion, now: Date): Promise<void> {
  const { automationId, version, automation, savedBy } = saved
  await bumpRevision(tx)
  await tx.query(upsert, [automationId, automation.name, version, automation.enabled, now])
  await tx.query(add, [automationId, version, JSON.stringify(automation), savedBy, now])
}

/** Switches an automation on or off. What failed before does not count any more. */
export async function switchAutomation(tx: Transaction, automationId: string, on: boolean, now: Date): Promise<void> {
  await bumpRevision(tx)
  await tx.query(change, [automationId, on, now])
}

/** Takes an automation away: what waits ends, the log stays. */
export async function deleteAutomation(tx: Transaction, automationId: string, now: Date): Promise<void> {
  await bumpRevision(tx)
  await tx.query(remove, [automationId, now])
  await tx.query(endWaiting, [automationId, now])
}
