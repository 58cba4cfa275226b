import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/** The hashes of this version's migrations, in their order, as drizzle writes them into the database. */
export function knownMigrations(): string[] {
  const journal = JSON.parse(fs.readFileSync(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[]
  }
  return journal.entries.map(({ tag }) =>
    createHash('sha256')
      .update(fs.readFileSync(path.join(migrationsFolder, `${tag}.sql`)))
      .digest('hex'),
  )
}
