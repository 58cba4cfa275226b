import fs from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Step } from '../jobs/job.ts'
import { countRows } from './count-rows.ts'
import { dumpName } from './dump-names.ts'
import { proveDump } from './prove-dump.ts'
import { runTool } from './run-tool.ts'

/**
 * Dumps the database as it is at one instant, restores the dump elsewhere and compares, and only then gives it its name:
 * a file that is called a dump is one.
 */
export function dump(folder: string): Step {
  return {
    name: 'dumped',
    async work({ databaseUrl, settings, signal, inRun, did, note, crash }) {
      const started = new Date()
      const file = path.join(folder, dumpName(started))
      await fs.mkdir(folder, { recursive: true, mode: 0o700 })
      const half = `${file}.half`
      const source = new pg.Client({ connectionString: databaseUrl, application_name: 'maintenance-backup' })
      source.on('error', () => {})
      await source.connect()
      try {
        // While this transaction is open, others can read the same instant.
        await source.query('begin isolation level repeatable read read only')
        const { rows } = await source.query('select pg_export_snapshot() as snapshot')
        const tool = { folder: settings.PG_BIN, signal }
        await runTool(
          'pg_dump',
          ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${rows[0].snapshot}`, `--file=${half}`],
          { ...tool, databaseUrl },
        )
        crash('maintenance:dumped')
        await inRun(async () => {})
        const counts = await countRows(source)
        if (settings.RESTORE_TEST) {
          const serverUrl = settings.RESTORE_TEST_URL ?? databaseUrl
          await proveDump({ file: half, counts, databaseUrl, serverUrl, tool })
        }
        await keep(half, file)
        const { size } = await fs.stat(file)
        const tables = Object.keys(counts).length
        note('dump', { file, bytes: size, tables, restored: settings.RESTORE_TEST })
        did(1)
      } finally {
        await source.end().catch(() => {})
      }
    },
  }
}

/** Synced and renamed: a power cut leaves a whole dump under this name, or none. */
async function keep(half: string, file: string): Promise<void> {
  const handle = await fs.open(half, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await fs.rename(half, file)
}
