import type { Database, Transaction } from '@astria-bot/store'
import { claimJobRun, finishJobRun } from '@astria-bot/store'

/** A run of a job that is ours for now. */
export interface Run {
  readonly job: string
  readonly slot: string
  /** Changes when another process takes the run over. */
  readonly startedAt: string
}

/** One transaction of a job at a time, over all processes. Held until the transaction ends. */
const lock = {
  name: 'maintenance:lock',
  text: `select pg_advisory_xact_lock(hashtextextended('astria-bot:maintenance:' || $1, 0))`,
}
const running = {
  name: 'maintenance:running',
  text: 'select slot from ops.job_runs where job = $1 and finished_at is null and lease_until > now()',
}
const ended = {
  name: 'maintenance:ended',
  text: 'select slot from ops.job_runs where job = $1 and slot >= $2 and finished_at is not null',
}
const slotNow = {
  name: 'maintenance:slot',
  text: `select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI') as slot`,
}
const started = {
  name: 'maintenance:started',
  text: 'select started_at::text as "startedAt" from ops.job_runs where job = $1 and slot = $2',
}
const extend = {
  name: 'maintenance:extend',
  text: `update ops.job_runs set lease_until = now() + $4 * interval '1 millisecond'
    where job = $1 and slot = $2 and started_at = $3::timestamptz and finished_at is null returning slot`,
}
const release = {
  name: 'maintenance:release',
  text: `update ops.job_runs set lease_until = now()
    where job = $1 and slot = $2 and started_at = $3::timestamptz and finished_at is null`,
}

/**
 * Takes the slot of a job: the one that is due, unless it or a later one was run; else the current minute of the
 * database's clock, so that two schedulers that ring at the same instant start one run. Answers why not, if another
 * process is at it or has been.
 */
export function beginRun(
  db: Database,
  job: string,
  leaseMs: number,
  due?: string,
): Promise<Run | 'already_running' | 'already_done'> {
  return db.transaction(async tx => {
    await tx.query(lock, [job])
    if ((await tx.query(running, [job])).length > 0) return 'already_running'
    if (due !== undefined && (await tx.query(ended, [job, due])).length > 0) return 'already_done'
    const [{ slot } = { slot: due ?? '' }] = due ? [] : await tx.query<{ slot: string }>(slotNow, [])
    if (!(await claimJobRun(tx, job, slot, leaseMs))) return 'already_done'
    const [{ startedAt } = { startedAt: '' }] = await tx.query<{ startedAt: string }>(started, [job, slot])
    return { job, slot, startedAt }
  })
}

/** Does a piece of a job in a transaction, if the run is still ours: undefined if another process has taken it over. */
export function withRun<T>(
  db: Database,
  run: Run,
  leaseMs: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T | undefined> {
  return db.transaction(async tx => {
    await tx.query(lock, [run.job])
    const kept = await tx.query(extend, [run.job, run.slot, run.startedAt, leaseMs])
    return kept.length > 0 ? work(tx) : undefined
  })
}

/** Gives a sign of life while work goes on outside a transaction. False if another process has taken the run over. */
export async function extendRun(db: Database, run: Run, leaseMs: number): Promise<boolean> {
  const kept = await db.query(extend, [run.job, run.slot, run.startedAt, leaseMs])
  return kept.length > 0
}

/** Ends a run for good, with what it has to report. */
export function endRun(db: Database, { job, slot }: Run, result: object): Promise<void> {
  return finishJobRun(db, job, slot, result)
}

/** Gives a run back unfinished: the next process need not wait for the end of the lease. */
export async function giveBackRun(db: Database, { job, slot, startedAt }: Run): Promise<void> {
  await db.query(release, [job, slot, startedAt])
}
