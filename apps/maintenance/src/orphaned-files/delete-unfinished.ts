import type { Step } from '../jobs/job.ts'

/** Deletes the halves of files whose writers were killed: no list shows them, and no row will ever name them. */
export function deleteUnfinished(prefixes: readonly string[], graceHours: number): Step {
  return {
    name: 'unfinished',
    async work({ files, inRun, did }) {
      if (!files) throw new Error('FILES_URL is missing')
      for (const prefix of prefixes) {
        await inRun(async () => {})
        did(await files.deleteUnfinished(prefix, graceHours * 3_600_000))
      }
    },
  }
}
