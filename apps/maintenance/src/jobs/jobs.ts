import { backup } from '../backup/backup.ts'
import { cleanup } from '../cleanup/cleanup.ts'
import { databaseCare } from '../database-care/database-care.ts'
import { deadLetters } from '../dead-letters/dead-letters.ts'
import { expiringModels } from '../expiring-models/expiring-models.ts'
import { forgetInStreams } from '../forget-in-streams/forget-in-streams.ts'
import { orphanedFiles } from '../orphaned-files/orphaned-files.ts'
import { reconcile } from '../reconcile/reconcile.ts'
import { retention } from '../retention/retention.ts'
import type { Job } from './job.ts'

/** The jobs there are, by the name that the command line takes. */
export const jobs = {
  cleanup,
  retention,
  'orphaned-files': orphanedFiles,
  'forget-in-streams': forgetInStreams,
  reconcile,
  'expiring-models': expiringModels,
  'dead-letters': deadLetters,
  'database-care': databaseCare,
  backup,
} as const satisfies Record<string, Job>
export type JobName = keyof typeof jobs

export const jobNames = Object.keys(jobs) as JobName[]

/** What is run together: everything (once a week is enough), and what should not wait for so long. */
export const jobGroups: Readonly<Record<'all' | 'daily', readonly JobName[]>> = {
  all: jobNames,
  daily: ['cleanup', 'forget-in-streams', 'reconcile', 'expiring-models', 'dead-letters'],
}

/** Whether a word names a job. */
export function isJob(word: string | undefined): word is JobName {
  return word !== undefined && Object.hasOwn(jobs, word)
}
