import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { migrationsFolder as folder, knownMigrations } from './known-migrations.ts'
import { appliedMigrations, compareMigrations } from './migration-state.ts'

/**
 * Brings the database to the newest schema. Two at once wait for each other; a second run changes nothing, nor does an
 * older version on a newer schema. Throws if the database was made by migrations that are not the ones here.
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'migrate' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtextextended('astria-bot:migrate', 0))`)
    await refuseOtherHistory(client)
    await applyMigrations(drizzle(client), { migrationsFolder: folder })
  } finally {
    await client.end()
  }
}

/** A hash over all migrations: changes when any of them does. */
export function migrationsHash(): string {
  const files = fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
  const hash = createHash('sha256')
  for (const name of files) hash.update(name).update(fs.readFileSync(path.join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}

async function refuseOtherHistory(client: pg.Client): Promise<void> {
  if (compareMigrations(knownMigrations(), await appliedMigrations(client)).foreign) {
    throw new Error(
      'the database was made by other migrations than the ones of this version: it cannot be brought up to date',
    )
  }
}
