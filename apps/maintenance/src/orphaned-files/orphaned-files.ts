import type { Job } from '../jobs/job.ts'
import { deleteOrphans } from './delete-orphans.ts'
import { deleteUnfinished } from './delete-unfinished.ts'
import { noteOrphans } from './note-orphans.ts'

/** What the image service writes, and what operators upload for one contact; files of others are not touched. */
const prefixes = ['pictures/', 'portraits/', 'packs/', 'operator/']

/**
 * Deletes files that no row names. A file is written before its row: what is found without one is noted, and only goes
 * when a later run, after the time of grace, finds it still without.
 */
export const orphanedFiles: Job = {
  description: 'deletes files that no row has named for a while',
  missing: ({ files }) => (files ? undefined : 'FILES_URL is not set'),
  steps: settings => [
    ...prefixes.map(noteOrphans),
    deleteOrphans(settings.ORPHAN_GRACE_HOURS),
    deleteUnfinished(prefixes, settings.ORPHAN_GRACE_HOURS),
  ],
}
