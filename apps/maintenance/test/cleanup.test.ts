import { setTimeout as sleep } from 'node:timers/promises'
import { maintenanceSettings, runJob } from '@astria-bot/maintenance'
import { createLogger, loadSettings } from '@astria-bot/service'
import { connect, type Database } from '@astria-bot/store'
import { createDatabase } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { run as runWith, start } from './run.ts'

const schemas = ['messaging', 'imaging', 'payments', 'automation']

async function startDatabase(t: Test) {
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'maintenance-test' })
  t.teardown(async () => {
    await db.close()
    await database.drop()
  })
  return { db, url: database.url }
}

const run = (url: string, words: string[] = ['cleanup'], env: Record<string, string> = {}) =>
  runWith(words, { DATABASE_URL: url, ...env })

const addKeys = (db: Database, days: number, count: number) =>
  Promise.all(
    schemas.map(schema =>
      db.pool.query(
        `insert into ${schema}.inbox (consumer, event_id, received_at)
          select 'c', $1 || '-' || n, now() - $2 * interval '1 day' from generate_series(1, $3) n`,
        [`${days}`, days, count],
      ),
    ),
  )
async function keys(db: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const schema of schemas) {
    const { rows } = await db.pool.query(
      `select distinct split_part(event_id, '-', 1) as days from ${schema}.inbox order by 1`,
    )
    found[schema] = rows.map(row => row.days)
  }
  return found
}
const addEffect = (db: Database, schema: string, key: string, state: string, days: number) =>
  db.pool.query(
    `insert into ${schema}.effects (id, kind, key, request, state, updated_at)
      values (gen_random_uuid(), 'k', $1, '{}', $2, now() - $3 * interval '1 day')`,
    [key, state, days],
  )

test('what is past its retention goes, and nothing else', async t => {
  const { db, url } = await startDatabase(t)
  for (const days of [44, 46]) await addKeys(db, days, 6000)
  await addEffect(db, 'payments', 'old', 'done', 91)
  await addEffect(db, 'payments', 'failed', 'failed', 91)
  await addEffect(db, 'payments', 'open', 'unknown', 91)
  await addEffect(db, 'imaging', 'young', 'done', 89)
  await db.pool.query(`insert into payments.outbox (event, created_at) values ('{}', now() - interval '90 days')`)
  await db.pool.query(`insert into messaging.unmatched_statuses (event_id, channel, wamid, status, at, received_at)
    values ('a', 'c', 'w', 'read', now(), now() - interval '46 days'), ('b', 'c', 'w', 'read', now(), now())`)
  await db.pool.query(`insert into messaging.uploads (channel, file_key, media_id, valid_until)
    values ('c', 'a', 'm', now() - interval '2 days'), ('c', 'b', 'm', now())`)

  await db.pool.query(`insert into ops.job_runs (job, slot, started_at, lease_until, finished_at)
    select 'backup', days::text, at, at, at from unnest(array[300, 400]) as days, lateral (select now() - days * interval '1 day' as at) as old`)

  const done = await run(url)
  t.match(done, { code: 0, output: /"payments\.inbox":6000/ })
  t.same(await keys(db), Object.fromEntries(schemas.map(schema => [schema, ['44']])))
  const left = await db.pool.query(`select (select array_agg(key order by key) from payments.effects) as payments,
    (select array_agg(key) from imaging.effects) as imaging, (select count(*)::int from payments.outbox) as outbox,
    (select array_agg(event_id) from messaging.unmatched_statuses) as statuses,
    (select array_agg(file_key) from messaging.uploads) as uploads`)
  t.same(left.rows, [{ payments: ['failed', 'open'], imaging: ['young'], outbox: 1, statuses: ['b'], uploads: ['b'] }])
  const { rows } = await db.pool.query(
    'select job, slot, finished_at is not null as finished from ops.job_runs order by job',
  )
  t.match(rows, [
    { job: 'backup', slot: '300' },
    { job: 'cleanup', finished: true },
  ])
  t.equal(rows.length, 2, 'the last run of a job is kept')
})

test('each kind has a retention of its own', async t => {
  const { db, url } = await startDatabase(t)
  for (const days of [10, 20]) await addKeys(db, days, 3)
  // The broker is away: a job that does not need it does not wait for it.
  const env = { MESSAGE_ID_RETENTION_DAYS: '15', INBOX_RETENTION_DAYS: '8', NATS_URL: 'nats://127.0.0.1:1' }
  t.equal((await run(url, ['cleanup'], env)).code, 0)
  t.same(await keys(db), { messaging: ['10'], imaging: [], payments: [], automation: [] })
})

test('an unknown job, or settings that are not right, end with 78', async t => {
  const url = 'postgres://nobody@127.0.0.1:1/none'
  t.match(await run(url, ['clean']), { code: 78, output: /no job clean[\s\S]*cleanup: deletes/ })
  t.match(await run(url, []), { code: 78, output: /which job/ })
  t.match(await run(url, ['cleanup', 'x']), { code: 78, output: /no job x/ })
  t.match(await run(url, ['__proto__']), { code: 78 })
  t.match(await run(url, ['cleanup'], { INBOX_RETENTION_DAYS: '7' }), { code: 78, output: /INBOX_RETENTION_DAYS/ })
  t.match(await run(url, ['cleanup'], { MESSAGE_ID_RETENTION_DAYS: '7' }), { code: 78 })
  t.match(await run(url), { code: 1, output: /may be run again/ }, 'the database is away')
})

test('two at once: one works, the other says so', async t => {
  const { db, url } = await startDatabase(t)
  await addKeys(db, 60, 20_000)
  const both = await Promise.all([run(url), run(url)])
  t.same(
    both.map(({ code }) => code),
    [0, 0],
  )
  const slots = both.flatMap(({ output }) => /"slot":"([^"]+)","outcome":"done"/.exec(output)?.[1] ?? [])
  t.ok(slots.length >= 1)
  t.equal(new Set(slots).size, slots.length, 'one run per slot: the other did nothing')
  if (slots.length === 1) t.match(both.map(({ output }) => output).join(), /already (running|done)/)
  t.same(await keys(db), Object.fromEntries(schemas.map(schema => [schema, []])))
})

test('while one is at it, another says that it is running', async t => {
  const { db, url } = await startDatabase(t)
  await db.pool.query(
    `insert into ops.job_runs (job, slot, lease_until) values ('cleanup', 'other', now() + interval '1 hour')`,
  )
  await addKeys(db, 60, 1)
  t.match(await run(url, ['cleanup'], { JOB_LEASE_MS: '1000' }), { code: 0, output: /already running/ })
  t.same((await keys(db)).payments, ['60'])
})

test('killed at any point, the next one ends it', async t => {
  const { db, url } = await startDatabase(t)
  await addKeys(db, 1, 1)
  for (const point of ['maintenance:before-commit@2', 'maintenance:after-commit@2', 'maintenance:after-commit@5']) {
    await addKeys(db, 60, 12_000)
    const lease = { JOB_LEASE_MS: '1500' }
    t.match(await run(url, ['cleanup'], { CRASH_AT: point, ...lease }), { signal: 'SIGKILL' }, point)
    t.match(await run(url, ['cleanup'], lease), { code: 0, output: /"outcome":"done"/ }, 'as a cluster repeats it')
    t.same(await keys(db), Object.fromEntries(schemas.map(schema => [schema, ['1']])))
    // The next point in the same minute.
    await db.pool.query('delete from ops.job_runs')
  }
})

test('told to end before it is done, it does not end well: a cluster would not repeat it', async t => {
  const { db, url } = await startDatabase(t)
  await addKeys(db, 60, 20_000)
  const blocker = await db.pool.connect()
  await blocker.query('begin')
  await blocker.query('lock table messaging.inbox')
  const { child, ended } = start(['cleanup', 'retention'], { DATABASE_URL: url })
  while ((await db.pool.query(`select 1 from ops.job_runs where job = 'cleanup'`)).rows.length === 0) await sleep(20)
  child.kill('SIGTERM')
  await sleep(200)
  await blocker.query('rollback')
  blocker.release()
  const { code, output } = await ended
  t.equal(code, 1, output)
  t.match(output, /before the job was done[\s\S]*"job":"retention"[\s\S]*not begun/)
})

test('one whose run was taken over does nothing more; one that is stopped gives it back', async t => {
  const { db, url } = await startDatabase(t)
  const settings = loadSettings(maintenanceSettings, { ENVIRONMENT: 'test', DATABASE_URL: url, JOB_LEASE_MS: '1000' })
  const logger = createLogger({ name: 'maintenance', level: 'silent' })
  await addKeys(db, 60, 1)
  const stop = new AbortController()
  stop.abort()
  t.match(await runJob('cleanup', { settings, logger, db, databaseUrl: url, signal: stop.signal }), {
    outcome: 'stopped',
  })

  let taken: Promise<unknown> | undefined
  const crash = () => {
    taken ??= db.pool.query(`update ops.job_runs set started_at = now() + interval '1 second'`)
  }
  const result = await runJob('cleanup', {
    settings,
    logger,
    db,
    databaseUrl: url,
    crash: point => point.endsWith('after-commit') && crash(),
  })
  await taken
  t.match(result, { outcome: 'taken_over', rows: { 'messaging.inbox': 1 } })
  const broken = { ...db, transaction: db.transaction.bind(db) }
  await db.pool.query('delete from ops.job_runs')
  let calls = 0
  broken.transaction = work => {
    calls += 1
    return calls === 2 ? Promise.reject(new Error('the database broke')) : db.transaction(work)
  }
  await t.rejects(runJob('cleanup', { settings, logger, db: broken, databaseUrl: url }), {
    message: 'the database broke',
  })
  t.match(await runJob('cleanup', { settings, logger, db, databaseUrl: url }), { outcome: 'done' }, 'it was given back')
})
