import { every } from '@astria-bot/service'
import { schedule } from 'node-cron'
import { dueSlots } from './due-slot.ts'
import type { JobDependencies } from './job.ts'
import { type JobName, jobGroups } from './jobs.ts'
import { createDueRunner } from './run-due.ts'

/**
 * Rings for the jobs where no CronJob does, and looks every minute for what was missed, because the machine was off or
 * asleep. Several processes may: the slot of a job is run once. Returns what ends it, after the piece of work that is
 * under way.
 */
export function scheduleJobs(
  dependencies: Omit<JobDependencies, 'signal'>,
  { lookMs = 60_000 }: { lookMs?: number } = {},
): () => Promise<void> {
  const { settings, logger } = dependencies
  const stop = new AbortController()
  const run = createDueRunner({ ...dependencies, signal: stop.signal }, now => slotsAt(now))
  let running: Promise<void> = Promise.resolve()
  // One after the other, whoever calls.
  const look = () => {
    running = running.then(() => run()).catch(err => logger.warn({ err }, 'the jobs that are due could not be run yet'))
    return running
  }
  const groups = (
    [
      ['all', settings.MAINTENANCE_SCHEDULE],
      ['daily', settings.DAILY_SCHEDULE],
    ] as const
  ).map(([name, expression]) => {
    const task = schedule(expression, look, { name, timezone: settings.MAINTENANCE_TIME_ZONE })
    return { name, task, lastSlot: dueSlots(expression, at => task.match(at)) }
  })
  const loop = every({ name: 'schedule', ms: lookMs, run: look, logger })
  void look()
  return async () => {
    stop.abort()
    for (const { task } of groups) await task.destroy()
    await loop.stop()
    await running
  }

  function slotsAt(now: Date): ReadonlyMap<JobName, Date> {
    const slots = new Map<JobName, Date>()
    for (const { name, lastSlot } of groups) {
      const slot = lastSlot(now)
      for (const job of slot ? jobGroups[name] : []) {
        const other = slots.get(job)
        if (slot && (!other || other < slot)) slots.set(job, slot)
      }
    }
    return slots
  }
}
