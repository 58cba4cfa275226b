import fs from 'node:fs/promises'
import path from 'node:path'
import type { Step } from '../jobs/job.ts'
import { isDump, isHalfDump } from './dump-names.ts'

/** Keeps the newest dumps, and removes what killed runs have left. Other files in the folder are not touched. */
export function removeOldDumps(folder: string, keep: number): Step {
  return {
    name: 'removed',
    async work({ inRun, did }) {
      await inRun(async () => {})
      const names = await fs.readdir(folder)
      const old = names.filter(isDump).sort().slice(0, -keep)
      for (const name of [...old, ...names.filter(isHalfDump)]) await fs.rm(path.join(folder, name), { force: true })
      did(old.length)
    },
  }
}
