import { setTimeout as sleep } from 'node:timers/promises'
import { RejectedError, TransientError } from '@astria-bot/contracts'
import { eventually, startPostgres } from '@astria-bot/testing'
import pg from 'pg'
import { test } from 'tap'
import { connect, type Database, migrate } from './index.ts'

const first = {
  name: 'test:first',
  text: `insert into ops.job_runs (job, slot, lease_until) values ($1, $2, now())`,
}
const second = { ...first, name: 'test:second' }

/** Runs transactions of two rows each until told to stop; every tenth is rejected half way. */
async function load(db: Database, worker: number, committed: Set<string>, rejected: Set<string>, ended: () => boolean) {
  const unexpected: unknown[] = []
  for (let n = 0; !ended(); n += 1) {
    const id = `${worker}-${n}`
    const reject = n % 10 === 9
    try {
      await db.transaction(async tx => {
        await tx.query(first, ['first', id])
        if (reject) throw new RejectedError('test', 'half way')
        await tx.query(second, ['second', id])
      })
      committed.add(id)
    } catch (error) {
      if (error instanceof RejectedError) rejected.add(id)
      else if (!(error instanceof TransientError)) unexpected.push(error)
      else await sleep(5)
    }
  }
  return unexpected
}

test('ten immediate restarts and random terminations under load (F7)', { timeout: 120_000 }, async t => {
  const server = await startPostgres()
  t.teardown(() => server.stop())
  await migrate(server.url)
  const uncaught: unknown[] = []
  const onUncaught = (error: unknown) => void uncaught.push(error)
  process.on('uncaughtException', onUncaught).on('unhandledRejection', onUncaught)
  const db = connect({ url: server.url, name: 'load', max: 8 })
  const committed = new Set<string>()
  const rejected = new Set<string>()
  let over = false
  const workers = Array.from({ length: 12 }, (_, n) => load(db, n, committed, rejected, () => over))

  for (let restart = 0; restart < 10; restart += 1) {
    await sleep(150)
    await terminateSome(server.url)
    await sleep(150)
    await server.restart('immediate')
    const before = committed.size
    await eventually(() => committed.size > before + 20, { timeoutMs: 5000 })
  }
  over = true
  const unexpected = (await Promise.all(workers)).flat()
  t.same(unexpected, [], 'only TransientErrors')
  t.same(uncaught, [], 'nothing uncaught')
  t.ok(committed.size > 200, `${committed.size} committed, ${rejected.size} rejected`)

  const { rows } = await db.pool.query('select job, slot from ops.job_runs')
  const kept = { first: new Set<string>(), second: new Set<string>() }
  for (const { job, slot } of rows) kept[job as 'first' | 'second'].add(slot)
  t.same([...kept.first].sort(), [...kept.second].sort(), 'no transaction is there by half')
  t.same(
    [...committed].filter(id => !kept.first.has(id)),
    [],
    'whatever was said to be committed is there',
  )
  t.same(
    [...rejected].filter(id => kept.first.has(id)),
    [],
    'whatever was rejected is not',
  )
  // The answer to a commit may be lost with the connection: each fault can leave at most one such transaction per connection.
  t.ok(kept.first.size - committed.size <= 20 * 8, 'hardly anything else')
  t.ok(db.pool.totalCount <= 8)
  await db.close()
  process.off('uncaughtException', onUncaught).off('unhandledRejection', onUncaught)
})

async function terminateSome(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'load' and random() < 0.5`,
  )
  await client.end()
}
