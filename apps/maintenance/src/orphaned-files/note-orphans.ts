import type { Step } from '../jobs/job.ts'
import { namedFiles } from './named-files.ts'

const note = {
  name: 'maintenance:note-orphans',
  text: `insert into ops.orphaned_files (file_key) select unnest($1::text[]) on conflict do nothing`,
}
const clear = {
  name: 'maintenance:clear-orphans',
  text: 'delete from ops.orphaned_files where file_key = any ($1::text[])',
}
const atOnce = 500

/** Goes through the files below a prefix, notes those without a row, and clears those that have one after all. */
export function noteOrphans(prefix: string): Step {
  return {
    name: `noted ${prefix}`,
    async work({ files, inRun, did }) {
      if (!files) throw new Error('FILES_URL is missing')
      let keys: string[] = []
      const look = async () => {
        const some = keys
        keys = []
        const count = await inRun(async tx => {
          const known = await namedFiles(tx, some)
          const orphans = some.filter(key => !known.has(key))
          await tx.query(clear, [[...known]])
          await tx.query(note, [orphans])
          return orphans.length
        })
        did(count)
      }
      for await (const key of files.list(prefix)) {
        keys.push(key)
        if (keys.length >= atOnce) await look()
      }
      if (keys.length > 0) await look()
    },
  }
}
