import type { Statement } from '@astria-bot/store'
import type { Step } from '../jobs/job.ts'

/** Rows that name a file, and are too old. */
export interface FileRows {
  /** Parameters: days, how many at most. Answers `id` and `fileKey`. */
  readonly find: Statement
  /** Parameter: ids. Answers a row for each that it deleted. */
  readonly forget: Statement
}

const atOnce = 200

/**
 * First the files, then their rows: who is killed in between finds the rows again, and deleting a file that is not there
 * any more is no error. The other way round nobody would know of the file.
 */
export function withTheirFiles(name: string, { find, forget }: FileRows, days: number): Step {
  return {
    name,
    async work({ db, files, inRun, did, crash }) {
      if (!files) throw new Error('FILES_URL is missing')
      for (;;) {
        // Only while the run is ours.
        await inRun(async () => {})
        const rows = await db.query<{ id: string; fileKey: string | null }>(find, [days, atOnce])
        if (rows.length === 0) return
        for (const { fileKey } of rows) if (fileKey) await files.delete(fileKey)
        crash('maintenance:files-deleted')
        const gone = await inRun(tx => tx.query(forget, [rows.map(({ id }) => id)]))
        if (gone.length === 0) return
        did(gone.length)
      }
    },
  }
}
