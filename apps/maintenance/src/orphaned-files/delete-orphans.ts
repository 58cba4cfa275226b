import type { Step } from '../jobs/job.ts'
import { namedFiles } from './named-files.ts'

const due = {
  name: 'maintenance:due-orphans',
  text: `select file_key as "fileKey" from ops.orphaned_files where seen_at < now() - $1 * interval '1 hour'
    order by file_key limit $2`,
}
const done = {
  name: 'maintenance:done-orphans',
  text: 'delete from ops.orphaned_files where file_key = any ($1::text[])',
}
const atOnce = 200

/** Deletes what was noted long enough ago and is still named by no row. */
export function deleteOrphans(graceHours: number): Step {
  return {
    name: 'deleted',
    async work({ db, files, inRun, did, crash }) {
      if (!files) throw new Error('FILES_URL is missing')
      for (;;) {
        await inRun(async () => {})
        const rows = await db.query<{ fileKey: string }>(due, [graceHours, atOnce])
        if (rows.length === 0) return
        const keys = rows.map(({ fileKey }) => fileKey)
        const known = await namedFiles(db, keys)
        const orphans = keys.filter(key => !known.has(key))
        for (const key of orphans) await files.delete(key)
        crash('maintenance:orphans-deleted')
        await inRun(tx => tx.query(done, [keys]))
        did(orphans.length)
      }
    },
  }
}
