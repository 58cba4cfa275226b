import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'maintenance:forget-job-runs',
  text: `delete from ops.job_runs where (job, slot) in (
      select job, slot from ops.job_runs run
      where started_at < now() - $1 * interval '1 day' and lease_until < now()
        and exists (select from ops.job_runs later where later.job = run.job and later.started_at > run.started_at)
      limit $2 for update skip locked)
    returning 1`,
}

/** Deletes a chunk of the slots of old runs. The last of a job stays: by it a scheduler knows whether it has missed one. */
export async function forgetJobRuns(tx: Transaction, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [days, chunk])
  return rows.length
}
