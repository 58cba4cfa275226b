import { type JobName, jobs } from '../jobs/jobs.ts'
import { runJob } from '../jobs/run-job.ts'
import { openJobs } from './open-jobs.ts'
import type { Task } from './task.ts'

/** A job as a task: with a connection of its own. */
export function jobTask(name: JobName): Task {
  return {
    description: jobs[name].description,
    needs: ['DATABASE_URL'],
    async run(context) {
      const { dependencies, close } = await openJobs(context)
      try {
        await runJob(name, dependencies)
      } finally {
        await close()
      }
    },
  }
}
