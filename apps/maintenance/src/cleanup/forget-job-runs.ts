import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'maintenance:forget-job-runs',
  text: `delete from ops.job_runs where (job, slot) in (
      select job, slot from ops.job_runs where started_at < now() - $1 * interval '1 day' and lease_until < now()
      limit $2 for update skip locked)
    returning 1`,
}

/** Deletes a chunk of the slots of old runs: no scheduler rings for them any more. */
export async function forgetJobRuns(tx: Transaction, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [days, chunk])
  return rows.length
}
