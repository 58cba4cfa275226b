import type { Job } from '../jobs/job.ts'
import { callForBackup } from './call-for-backup.ts'
import { dump } from './dump.ts'
import { removeOldDumps } from './remove-old-dumps.ts'

/** Saves the database: to a folder, each dump proven by restoring it; or by a call to whoever runs the database. */
export const backup: Job = {
  description:
    'dumps the database to BACKUP_DIR and restores it to see that it is whole, or asks BACKUP_CALL_URL for it',
  missing: ({ settings }) =>
    settings.BACKUP_DIR || settings.BACKUP_CALL_URL ? undefined : 'neither BACKUP_DIR nor BACKUP_CALL_URL is set',
  steps: ({ BACKUP_DIR: folder, BACKUP_CALL_URL: url, BACKUP_KEEP: keep }) => [
    ...(url ? [callForBackup(url)] : []),
    ...(folder ? [dump(folder), removeOldDumps(folder, keep)] : []),
  ],
}
