import pg from 'pg'
import { knownMigrations } from './known-migrations.ts'

/** How the database's schema stands to this version's. */
export interface MigrationState {
  readonly known: number
  readonly pending: number
  /** What a later version has added: it only adds, so that this version runs on it. */
  readonly newer: number
  /** It was made by other migrations than the ones here. */
  readonly foreign: boolean
}

/** Compares the hashes of a version's migrations with those that a database has, each in their order. */
export function compareMigrations(ours: readonly string[], theirs: readonly string[]): MigrationState {
  const foreign = theirs.some((hash, n) => n < ours.length && hash !== ours[n])
  const pending = foreign ? 0 : Math.max(0, ours.length - theirs.length)
  const newer = foreign ? 0 : Math.max(0, theirs.length - ours.length)
  return { known: ours.length, pending, newer, foreign }
}

/** Asks the database which migrations it has; changes nothing. Throws if it cannot be reached. */
export async function migrationState(url: string): Promise<MigrationState> {
  const client = new pg.Client({ connectionString: url, application_name: 'doctor', connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return compareMigrations(knownMigrations(), await appliedMigrations(client))
  } finally {
    await client.end()
  }
}

/** The hashes of the migrations that a database has, in their order; none where it was never migrated. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as "any"`)
  if (!tables[0].any) return []
  const { rows } = await client.query<{ hash: string }>('select hash from drizzle.__drizzle_migrations order by id')
  return rows.map(({ hash }) => hash)
}
