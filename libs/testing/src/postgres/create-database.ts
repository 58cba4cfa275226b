import { randomBytes } from 'node:crypto'
import { migrate, migrationsHash } from '@astria-bot/store'
import pg from 'pg'
import { startPostgres } from './start-postgres.ts'

/** A database of one's own. */
export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/**
 * Makes a database for one test: a clone of a template that is migrated once, or an empty one. The server is the one
 * that `ASTRIA_TEST_POSTGRES_URL` names (the test run starts it), else one of this process.
 */
export async function createDatabase({ empty = false }: { empty?: boolean } = {}): Promise<TestDatabase> {
  const server = await testServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(server, async client => {
    const template = empty ? 'template0' : await migratedTemplate(client, server)
    await client.query(`create database ${name} template ${template}`)
  })
  return {
    url: databaseUrl(server, name),
    drop: () =>
      administer(server, async client => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}

let ownServer: Promise<{ url: string }> | undefined

async function testServer(): Promise<string> {
  const shared = process.env.ASTRIA_TEST_POSTGRES_URL
  if (shared) return shared
  ownServer ??= startPostgres({ fsync: false })
  return (await ownServer).url
}

/** The template's name holds the migrations' hash, so that a changed schema has a template of its own. */
async function migratedTemplate(client: pg.Client, server: string): Promise<string> {
  const name = `template_${migrationsHash()}`
  const half = `${name}_half`
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) {
      await client.query(`drop database if exists ${half} with (force)`)
      await client.query(`create database ${half} template template0`)
      await migrate(databaseUrl(server, half))
      await client.query(`alter database ${half} rename to ${name}`)
    }
  } finally {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
  }
  return name
}

async function administer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
