import { schedule } from 'node-cron'
import type { JobDependencies } from './job.ts'
import { jobGroups } from './jobs.ts'
import { runJobs } from './run-jobs.ts'

/**
 * Rings for the jobs where no CronJob does. Several processes may: the slot of a job is run once. Returns what ends it,
 * after the piece of work that is under way.
 */
export function scheduleJobs(dependencies: Omit<JobDependencies, 'signal'>): () => Promise<void> {
  const { MAINTENANCE_SCHEDULE, DAILY_SCHEDULE, MAINTENANCE_TIME_ZONE } = dependencies.settings
  const stop = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  const ring = (group: keyof typeof jobGroups, expression: string) =>
    schedule(
      expression,
      () => {
        // One after the other, also when both ring at once.
        running = running.then(() => runJobs(jobGroups[group], { ...dependencies, signal: stop.signal }))
      },
      { name: group, timezone: MAINTENANCE_TIME_ZONE },
    )
  const tasks = [ring('all', MAINTENANCE_SCHEDULE), ring('daily', DAILY_SCHEDULE)]
  return async () => {
    stop.abort()
    for (const task of tasks) await task.destroy()
    await running
  }
}
