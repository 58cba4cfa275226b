import { cleanup } from '../cleanup/cleanup.ts'
import type { Job } from './job.ts'

/** The jobs there are, by the name that the command line takes. */
export const jobs = { cleanup } as const satisfies Record<string, Job>
export type JobName = keyof typeof jobs

/** Whether a word names a job. */
export function isJob(word: string | undefined): word is JobName {
  return word !== undefined && Object.hasOwn(jobs, word)
}
