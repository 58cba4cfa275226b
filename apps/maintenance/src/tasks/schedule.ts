import { once } from 'node:events'
import { scheduleJobs } from '../jobs/schedule-jobs.ts'
import { openJobs } from './open-jobs.ts'
import { showSignsOfLife } from './sign-of-life.ts'
import type { Task } from './task.ts'

/** Stays and rings, for docker compose and a plain machine; in Kubernetes a CronJob does. SIGTERM ends it. */
export const schedule: Task = {
  description: 'stays, and runs the jobs at their times until it is ended',
  needs: ['DATABASE_URL'],
  async run(context) {
    const { dependencies, close } = openJobs(context)
    const stop = scheduleJobs(dependencies)
    const stopSigns = showSignsOfLife(dependencies.db, context.logger)
    const { MAINTENANCE_SCHEDULE, DAILY_SCHEDULE, MAINTENANCE_TIME_ZONE } = context.settings
    context.logger.info({ MAINTENANCE_SCHEDULE, DAILY_SCHEDULE, MAINTENANCE_TIME_ZONE }, 'the jobs are scheduled')
    // node-cron's timers keep the process alive.
    if (!context.signal.aborted) await once(context.signal, 'abort')
    await stopSigns()
    await stop()
    await close()
  },
}
