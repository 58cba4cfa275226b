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
      const { dependencies, close } = openJobs(context)
      try {
        const { outcome } = await runJob(name, dependencies)
        // A Job in a cluster that ends well is not repeated.
        if (outcome === 'stopped') throw new Error('the process was told to end before the job was done')
      } finally {
        await close()
      }
    },
  }
}
