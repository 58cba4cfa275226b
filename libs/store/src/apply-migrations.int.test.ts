import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { createDatabase } from '@astria-bot/testing'
import pg from 'pg'
import { type Test, test } from 'tap'
import { connect, migrate, migrationState, migrationsHash } from './index.ts'

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

/** A database, somebody who may do all in it, and an app that uses it. */
async function openDatabase(t: Test, options: { empty?: boolean } = {}) {
  const { url, drop } = await createDatabase(options)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const db = connect({ url, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await owner.end()
    await drop()
  })
  return { url, owner, db }
}

test('an app is ready when the database has all of its migrations, and not before', async t => {
  const { url, owner, db } = await openDatabase(t, { empty: true })
  await t.rejects(db.ready(), { name: 'TransientError', message: /\d of the \d migrations .* "migrate"/ })
  await migrate(url)
  await db.ready()
  const { rows } = await owner.query('select max(id) as last from drizzle.__drizzle_migrations')
  await owner.query('create table kept as select * from drizzle.__drizzle_migrations where id = $1', [rows[0].last])
  await owner.query('delete from drizzle.__drizzle_migrations where id = $1', [rows[0].last])
  await t.rejects(db.ready(), { name: 'TransientError', message: /1 of the \d migrations/ })
  await owner.query('insert into drizzle.__drizzle_migrations select * from kept')
  await db.ready()
})

test('a version runs on the schema of a later one, which only adds, and leaves it alone', async t => {
  const { url, owner, db } = await openDatabase(t)
  await owner.query(`insert into drizzle.__drizzle_migrations (hash, created_at)
    select 'of the future', max(created_at) + 1 from drizzle.__drizzle_migrations`)
  await db.ready()
  await migrate(url)
  t.match(await migrationState(url), { pending: 0, newer: 1, foreign: false })
})

test('a role that may not see the migrations says so', async t => {
  const { url, owner } = await openDatabase(t)
  const role = `blind_${process.pid}`
  await owner.query(`create role ${role} login password 'x'`)
  const blind = new URL(url)
  Object.assign(blind, { username: role, password: 'x' })
  const db = connect({ url: blind.href, name: 'test' })
  await t.rejects(db.ready(), { name: 'TransientError', message: /may not see which migrations.*"roles"/ })
  await db.close()
  await owner.query(`drop role ${role}`)
  await t.rejects(
    connect({ url: blind.href, name: 'test' }).ready(),
    { name: 'TransientError' },
    'nor one that is not there',
  )
})

test('a database that other migrations made is refused', async t => {
  const { url, owner, db } = await openDatabase(t)
  await owner.query(`update drizzle.__drizzle_migrations set hash = 'another'`)
  await t.rejects(migrate(url), /other migrations/)
  await t.rejects(db.ready(), { name: 'TransientError', message: /other migrations/ })
  t.match(migrationsHash(), /^[0-9a-f]{16}$/)
})
