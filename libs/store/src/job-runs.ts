import type { Queryable } from './database.ts'

/** Takes a slot of a job: true for one caller, false for all others until its lease ends unfinished. */
export async function claimJobRun(db: Queryable, job: string, slot: string, leaseMs: number): Promise<boolean> {
  const rows = await db.query(claim, [job, slot, leaseMs])
  return rows.length > 0
}

/** Marks a slot as done for good, with what is to be remembered of the run. */
export async function finishJobRun(db: Queryable, job: string, slot: string, result: object = {}): Promise<void> {
  await db.query(finish, [job, slot, JSON.stringify(result)])
}

/** How a job stands, in seconds since 1970. */
export interface JobHistory {
  readonly job: string
  /** When its oldest run that is still known began. */
  readonly firstSeconds: number
  /** Null: it never did. */
  readonly succeededSeconds: number | null
}

/** When each job was begun first and succeeded last; one that was never begun is not there. */
export function jobHistories(db: Queryable): Promise<JobHistory[]> {
  return db.query(histories, [])
}

const claim = {
  name: 'ops:claim-job-run',
  text: `insert into ops.job_runs as run (job, slot, lease_until)
    values ($1, $2, now() + $3 * interval '1 millisecond')
    on conflict (job, slot) do update set started_at = now(), lease_until = excluded.lease_until
      where run.finished_at is null and run.lease_until <= now()
    returning job`,
}

const finish = {
  name: 'ops:finish-job-run',
  text: `update ops.job_runs set finished_at = now(), result = $3::json
    where job = $1 and slot = $2 and finished_at is null`,
}

// Without a result it is where a schedule began, and nobody did anything.
const histories = {
  name: 'ops:job-histories',
  text: `select job, extract(epoch from min(started_at))::float8 as "firstSeconds",
      extract(epoch from max(finished_at) filter (where result is not null))::float8 as "succeededSeconds"
    from ops.job_runs group by job order by job`,
}
