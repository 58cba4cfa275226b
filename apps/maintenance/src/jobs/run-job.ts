import type { JobDependencies } from './job.ts'
import { type JobName, jobs } from './jobs.ts'
import { beginRun, endRun, giveBackRun, type Run, withRun } from './run-lease.ts'

/** How a job ended, and how many rows each of its steps did. */
export interface JobResult {
  readonly outcome: 'done' | 'already_running' | 'already_done' | 'taken_over' | 'stopped'
  readonly rows: Readonly<Record<string, number>>
}

/**
 * Runs a job once. Two processes may call it at the same time: one does the work, the other says so and is done. May be
 * killed at any point; the next run goes on where it was.
 */
export async function runJob(name: JobName, dependencies: JobDependencies): Promise<JobResult> {
  const { db, settings, logger } = dependencies
  const run = await beginRun(db, name, settings.JOB_LEASE_MS)
  if (typeof run === 'string') {
    logger.info({ job: name }, run === 'already_running' ? 'already running' : 'already done in this minute')
    return { outcome: run, rows: {} }
  }
  const rows: Record<string, number> = {}
  let outcome: JobResult['outcome']
  try {
    outcome = await runSteps(name, run, dependencies, rows)
  } catch (error) {
    await giveBackRun(db, run).catch(() => {})
    throw error
  }
  if (outcome === 'done') await endRun(db, run)
  else if (outcome === 'stopped') await giveBackRun(db, run)
  logger.info({ job: name, slot: run.slot, outcome, rows }, 'ended')
  return { outcome, rows }
}

async function runSteps(
  name: JobName,
  run: Run,
  { db, settings, crash, signal }: JobDependencies,
  rows: Record<string, number>,
): Promise<'done' | 'taken_over' | 'stopped'> {
  for (const step of jobs[name].steps(settings)) {
    rows[step.name] = 0
    for (let count: number | undefined = 1; count !== 0; ) {
      if (signal?.aborted) return 'stopped'
      count = await withRun(db, run, settings.JOB_LEASE_MS, async tx => {
        const done = await step.chunk(tx)
        crash?.('maintenance:before-commit')
        return done
      })
      if (count === undefined) return 'taken_over'
      rows[step.name] = (rows[step.name] ?? 0) + count
      crash?.('maintenance:after-commit')
    }
  }
  return 'done'
}
