import type { JobDependencies } from './job.ts'
import type { JobName } from './jobs.ts'
import { runJob } from './run-job.ts'

/** Runs jobs one after the other; one that fails is logged and does not keep the next from running. True if none did. */
export async function runJobs(names: readonly JobName[], dependencies: JobDependencies): Promise<boolean> {
  let whole = true
  for (const name of names) {
    if (dependencies.signal?.aborted) break
    await runJob(name, dependencies).catch(err => {
      whole = false
      dependencies.logger.error({ err, job: name }, 'it failed; it may be run again')
    })
  }
  return whole
}
