import type { Database } from '@astria-bot/store'
import type { JobDependencies } from './job.ts'
import { type JobName, jobNames } from './jobs.ts'
import { type JobResult, runJob } from './run-job.ts'

/** The job's last slots, as `ops.job_runs` names them. */
type Slots = ReadonlyMap<JobName, string>

/** Ends of a run after which this process does not try the same slot again. The others are at it, and may be killed. */
const settled: ReadonlySet<JobResult['outcome'] | 'failed'> = new Set([
  'done',
  'already_done',
  'not_configured',
  'failed',
] as const)

const clock = { name: 'maintenance:clock', text: 'select now()' }
const ran = {
  name: 'maintenance:ran',
  text: `select job, max(slot) filter (where finished_at is not null) as slot from ops.job_runs group by job`,
}
const begin = {
  name: 'maintenance:begin',
  text: `insert into ops.job_runs (job, slot, lease_until, finished_at) values ($1, $2, now(), now())
    on conflict do nothing`,
}

/**
 * Makes what runs the jobs whose slot has come and has not been run by anybody, be it late by a second or a month; only
 * the last slot counts. A job that was never known has missed nothing: its time begins now. One that fails waits for its
 * next slot. The slots come from `slotsAt`, asked with the database's clock.
 */
export function createDueRunner(
  dependencies: JobDependencies,
  slotsAt: (now: Date) => ReadonlyMap<JobName, Date>,
): () => Promise<void> {
  const { db, logger, signal } = dependencies
  const tried = new Map<JobName, string>()
  return async () => {
    const due = await dueNow(db, slotsAt)
    for (const name of jobNames) {
      const slot = due.get(name)
      if (slot === undefined || tried.get(name) === slot || signal?.aborted) continue
      const outcome = await runJob(name, dependencies, slot).then(
        result => result.outcome,
        err => {
          logger.error({ err, job: name, slot }, 'it failed; it may be run again')
          return 'failed' as const
        },
      )
      if (settled.has(outcome)) tried.set(name, slot)
    }
  }
}

/** The slots that have come and that nobody has run. */
async function dueNow(db: Database, slotsAt: (now: Date) => ReadonlyMap<JobName, Date>): Promise<Slots> {
  const [{ now } = { now: new Date() }] = await db.query<{ now: Date }>(clock, [])
  const known = new Map(
    (await db.query<{ job: string; slot: string | null }>(ran, [])).map(({ job, slot }) => [job, slot]),
  )
  const due = new Map<JobName, string>()
  for (const [name, at] of slotsAt(now)) {
    const slot = at.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)
    const last = known.get(name)
    if (last === undefined) await db.query(begin, [name, slot])
    else if (last === null || last < slot) due.set(name, slot)
  }
  return due
}
