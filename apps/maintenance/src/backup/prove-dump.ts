import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { countRows } from './count-rows.ts'
import { runTool, type ToolOptions } from './run-tool.ts'

/** What to restore, and what must come out. */
export interface ProofOptions {
  file: string
  /** Of the database at the instant of the dump. */
  counts: Readonly<Record<string, number>>
  /** Of the database that was saved. */
  databaseUrl: string
  /** Where databases may be created. */
  serverUrl: string
  tool: Omit<ToolOptions, 'databaseUrl'>
}

/** Of this database alone: others may be restored on the same server. */
function prefixOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return `astria_bot_restore_${createHash('sha256')
    .update(host + pathname)
    .digest('hex')
    .slice(0, 8)}_`
}

/**
 * Restores a dump into a database of its own and compares every table's rows; the database goes again. Throws if they
 * are not the same: then the dump is worth nothing.
 */
export async function proveDump({ file, counts, databaseUrl, serverUrl, tool }: ProofOptions): Promise<void> {
  const prefix = prefixOf(databaseUrl)
  const admin = await connectTo(serverUrl)
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  try {
    await dropLeftovers(admin, prefix)
    await admin.query(`create database ${name} template template0`)
    const url = new URL(serverUrl)
    url.pathname = `/${name}`
    await runTool('pg_restore', ['--no-owner', '--no-privileges', '--exit-on-error', `--dbname=${name}`, file], {
      ...tool,
      databaseUrl: url.href,
    })
    await compare(url.href, counts)
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`).catch(() => {})
    await admin.end()
  }
}

/** Of runs that were killed: the job's lock lets one run at a time, so nobody works in them. */
async function dropLeftovers(admin: pg.Client, prefix: string): Promise<void> {
  const { rows } = await admin.query<{ name: string }>('select datname as name from pg_database where datname ^@ $1', [
    prefix,
  ])
  for (const { name } of rows) await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}

async function compare(url: string, expected: Readonly<Record<string, number>>): Promise<void> {
  const restored = await connectTo(url)
  try {
    const counts = await countRows(restored)
    const different = Object.keys({ ...expected, ...counts }).filter(name => expected[name] !== counts[name])
    if (different.length > 0) throw new Error(`the dump does not restore to what was saved: ${different.join(', ')}`)
  } finally {
    await restored.end()
  }
}

async function connectTo(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'maintenance-restore' })
  client.on('error', () => {})
  await client.connect()
  return client
}
