import type { JobDependencies } from './job.ts'
import { type JobName, jobs } from './jobs.ts'
import { keepRun } from './keep-run.ts'
import { outwaitRun } from './outwait-run.ts'
import { beginRun, endRun, giveBackRun } from './run-lease.ts'

/** How a job ended, and how many rows each of its steps did. */
export interface JobResult {
  readonly outcome: 'done' | 'already_running' | 'already_done' | 'taken_over' | 'stopped' | 'not_configured'
  readonly rows: Readonly<Record<string, number>>
  readonly report?: Readonly<Record<string, unknown>>
}

/**
 * Runs a job once. Two processes may call it at the same time: one does the work, the other says so and is done. May be
 * killed at any point; the next run goes on where it was. `due`: the slot that it is run for, once over all processes;
 * without it, the current minute, and a run that another process was killed in is waited for and taken over.
 */
export async function runJob(name: JobName, dependencies: JobDependencies, due?: string): Promise<JobResult> {
  const { db, settings, logger } = dependencies
  const missing = jobs[name].missing?.(dependencies)
  if (missing) {
    logger.info({ job: name }, `not run: ${missing}`)
    return { outcome: 'not_configured', rows: {} }
  }
  let run = await beginRun(db, name, settings.JOB_LEASE_MS, due)
  const repeated = due === undefined && run === 'already_running'
  if (repeated && (await outwaitRun(db, name, settings.JOB_LEASE_MS, dependencies.signal))) {
    run = await beginRun(db, name, settings.JOB_LEASE_MS)
  }
  if (typeof run === 'string') {
    logger.info(
      { job: name },
      run === 'already_running' ? 'already running' : `already done${due ? '' : ' in this minute'}`,
    )
    return { outcome: run, rows: {} }
  }
  const rows: Record<string, number> = {}
  const report: Record<string, unknown> = {}
  const outcome = await keepRun(run, dependencies, async context => {
    const note = (key: string, value: unknown) => {
      report[key] = value
    }
    for (const step of jobs[name].steps(settings)) {
      rows[step.name] = 0
      const did = (count: number) => {
        rows[step.name] = (rows[step.name] ?? 0) + count
      }
      await step.work({ ...context, note, did })
    }
  })
  if (outcome === 'done') await endRun(db, run, { rows, ...report })
  else if (outcome === 'stopped') await giveBackRun(db, run)
  logger.info({ job: name, slot: run.slot, outcome, rows, ...report }, 'ended')
  return { outcome, rows, report }
}
