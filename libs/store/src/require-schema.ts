import { TransientError } from '@astria-bot/contracts'
import type pg from 'pg'
import { knownMigrations } from './known-migrations.ts'
import { compareMigrations } from './migration-state.ts'

/** The oldest first. A readiness check has less time than a statement. */
const applied = {
  name: 'store:applied-migrations',
  text: 'select hash from drizzle.__drizzle_migrations order by id',
  query_timeout: 2000,
}
/** SQLSTATE: no such table, no such schema; no right to look. */
const neverMigrated = ['42P01', '3F000']
const mayNotLook = '42501'

let ours: readonly string[] | undefined

/**
 * Throws a TransientError that says what is missing, unless this version runs on the database's schema: it has all of
 * this version's migrations, and perhaps later ones, which only add.
 */
export async function requireSchema(client: pg.ClientBase): Promise<void> {
  ours ??= knownMigrations()
  const { known, pending, foreign } = compareMigrations(ours, await readApplied(client))
  if (foreign) {
    throw new TransientError('database: its schema was made by other migrations than those of this version')
  }
  if (pending > 0) {
    throw new TransientError(
      `database: ${pending} of the ${known} migrations of this version are not applied; "migrate" of this version does it`,
    )
  }
}

async function readApplied(client: pg.ClientBase): Promise<string[]> {
  try {
    const { rows } = await client.query<{ hash: string }>(applied)
    return rows.map(({ hash }) => hash)
  } catch (error) {
    const { code } = error as { code?: string }
    if (neverMigrated.includes(String(code))) return []
    if (code === mayNotLook) {
      const say = 'database: this role may not see which migrations are applied; "roles" of this version lets it'
      throw new TransientError(say, { cause: error })
    }
    throw error
  }
}
