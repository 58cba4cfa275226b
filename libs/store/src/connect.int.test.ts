import { TransientError } from '@astria-bot/contracts'
import { createDatabase, eventually, freePort } from '@astria-bot/testing'
import { sql } from 'drizzle-orm'
import { test } from 'tap'
import { connect, type Transaction } from './index.ts'
import { jobRuns } from './schema/ops/index.ts'

const insert = { name: 'test:insert', text: `insert into ops.job_runs (job, slot, lease_until) values ($1, $2, now())` }
const count = { name: 'test:count', text: 'select count(*)::int as n from ops.job_runs where job = $1' }
const wait = { name: 'test:wait', text: 'select pg_sleep($1)' }

test('transactions', async t => {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test', max: 3, lockTimeoutMs: 500, connectTimeoutMs: 1000 })
  t.teardown(async () => {
    await db.close()
    await drop()
  })
  const rows = async (job: string) => (await db.query<{ n: number }>(count, [job]))[0]?.n

  await t.test('commit when the work resolves, and give its value', async t => {
    t.equal(await db.transaction(async tx => (await tx.query(insert, ['a', '1'])).length), 0)
    t.equal(await rows('a'), 1)
  })

  await t.test('a rejected transaction commits nothing, not even what was sent and not awaited', async t => {
    const failing = db.transaction(async tx => {
      await tx.query(insert, ['b', '1'])
      tx.query(insert, ['b', '2']).catch(() => {})
      throw new Error('no')
    })
    await t.rejects(failing, { message: 'no' })
    t.equal(await rows('b'), 0)
  })

  await t.test('one failing statement among parallel ones takes all of them back', async t => {
    const failing = db.transaction(tx => Promise.all(['1', '2', '2', '3'].map(slot => tx.query(insert, ['c', slot]))))
    await t.rejects(failing, { code: '23505' })
    t.equal(await rows('c'), 0)
  })

  await t.test('a swallowed error does not pass for a commit', async t => {
    const failing = db.transaction(async tx => {
      await tx.query(insert, ['d', '1'])
      await tx.query(insert, ['d', '1']).catch(() => {})
    })
    await t.rejects(failing, /rolled back/)
    t.equal(await rows('d'), 0)
  })

  await t.test('nothing slips out of a transaction that has ended', async t => {
    let leaked: Transaction | undefined
    await db.transaction(async tx => {
      leaked = tx
    })
    await t.rejects(leaked!.query(insert, ['e', '1']), /has ended/)
    await t.rejects(leaked!.drizzle.insert(jobRuns).values({ job: 'e', slot: '2', leaseUntil: new Date() }))
    t.equal(await rows('e'), 0)
  })

  await t.test('transactions do not nest', async t => {
    const failing = db.transaction(async tx => {
      await tx.query(insert, ['f', '1'])
      await tx.drizzle.transaction(async () => {})
    })
    await t.rejects(failing)
    t.equal(await rows('f'), 0)
  })

  await t.test('drizzle works inside and outside, and sees the same transaction', async t => {
    await db.transaction(async tx => {
      await tx.drizzle.insert(jobRuns).values({ job: 'g', slot: '1', leaseUntil: new Date() })
      t.equal((await tx.query<{ n: number }>(count, ['g']))[0]?.n, 1)
      t.equal(await rows('g'), 0, 'not yet for others')
    })
    t.equal((await db.drizzle.select().from(jobRuns).where(sql`job = 'g'`)).length, 1)
  })

  await t.test('a deadlock and a lock that takes too long are transient', async t => {
    await db.query(insert, ['h', '1'])
    await db.query(insert, ['h', '2'])
    const lock = { name: 'test:lock', text: `select from ops.job_runs where job = 'h' and slot = $1 for update` }
    const one = (first: string, second: string) =>
      db.transaction(async tx => {
        await tx.query(lock, [first])
        await tx.query(wait, [0.2])
        await tx.query(lock, [second])
      })
    const settled = await Promise.allSettled([one('1', '2'), one('2', '1')])
    const failed = settled.find(result => result.status === 'rejected')
    t.ok(failed?.reason instanceof TransientError)
  })

  await t.test('a terminated backend is transient and its connection does not come back', async t => {
    const failing = db.transaction(async tx => {
      await tx.query({ name: 'test:suicide', text: 'select pg_terminate_backend(pg_backend_pid())' }, [])
      await tx.query(insert, ['i', '1'])
    })
    await t.rejects(failing, TransientError)
    const everyday = db.drizzle.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
    const wrapped = await everyday.then(
      () => undefined,
      (error: Error) => error.cause,
    )
    t.ok(wrapped instanceof TransientError, 'also where drizzle wraps it')
    for (let n = 0; n < 10; n += 1) await db.ready()
  })

  await t.test('a connection that breaks while idle is replaced, and told', async () => {
    const told: Error[] = []
    const idle = connect({ url, name: 'idle', onError: error => told.push(error) })
    await idle.ready()
    await db.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'idle'`)
    await eventually(() => told.length > 0)
    await idle.ready()
    await idle.close()
  })

  await t.test('waiting for a free connection ends', async t => {
    const busy = [1, 2, 3].map(() => db.transaction(tx => tx.query(wait, [1.5])))
    await t.rejects(db.query(count, ['x']), TransientError)
    await Promise.all(busy)
  })
})

test('a server that is not there is transient', async t => {
  const db = connect({ url: `postgres://nobody@127.0.0.1:${await freePort()}/x`, name: 'test' })
  await t.rejects(db.ready(), TransientError)
  await t.rejects(
    db.transaction(async () => {}),
    TransientError,
  )
  await db.close()
})
