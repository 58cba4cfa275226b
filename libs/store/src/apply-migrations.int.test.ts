import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { createDatabase } from '@astria-bot/testing'
import pg from 'pg'
import { test } from 'tap'
import { connect, migrate, migrationsHash } from './index.ts'

const run = promisify(execFile)
const command = path.join(import.meta.dirname, 'migrate.js')

test('four migrate an empty database at once, and once more', async t => {
  const { url, drop } = await createDatabase({ empty: true })
  t.teardown(drop)
  await Promise.all([1, 2, 3, 4].map(() => migrate(url)))
  await migrate(url)
  const db = connect({ url, name: 'test' })
  const { rows } = await db.pool.query(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_name in ('inbox', 'outbox', 'effects')`,
  )
  t.equal(rows.length, 12)
  await db.close()
})

test('the command: from any folder, with a clear sentence without an address', async t => {
  const { url, drop } = await createDatabase({ empty: true })
  t.teardown(drop)
  await run(process.execPath, [command], { cwd: '/', env: { ...process.env, DATABASE_URL: url } })
  const { DATABASE_URL, ...without } = process.env
  const missing = await run(process.execPath, [command], { env: without }).catch(error => error)
  t.equal(missing.code, 78)
  t.match(missing.stderr, /DATABASE_URL is not set/)
  const wrong = { ...without, DATABASE_URL: 'postgres://x:secret@127.0.0.1:1/x' }
  const refused = await run(process.execPath, [command], { env: wrong }).catch(error => error)
  t.equal(refused.code, 1)
  t.match(refused.stderr, /could not be migrated/)
  t.notMatch(refused.stderr, /secret/)
})

test('a database that other migrations made is refused', async t => {
  const { url, drop } = await createDatabase()
  t.teardown(drop)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`update drizzle.__drizzle_migrations set hash = 'another'`)
  await client.end()
  await t.rejects(migrate(url), /other migrations/)
  t.match(migrationsHash(), /^[0-9a-f]{16}$/)
})
