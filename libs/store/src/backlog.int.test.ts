import { randomUUID } from 'node:crypto'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'
import { claimJobRun, connect, finishJobRun, jobHistories, prepareEffects, readBacklog } from './index.ts'

test('what is left to do is told with its age, and what has ended is not', async t => {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await drop()
  })
  t.same(await readBacklog(db, 'payments'), { outboxOldestSeconds: 0, effects: [] })

  await db.pool.query(`insert into payments.outbox (event, created_at) values
    ('{}', now() - interval '90 seconds'), ('{}', now())`)
  const ids = Array.from({ length: 5 }, () => randomUUID())
  await db.transaction(tx =>
    prepareEffects(
      tx,
      'payments',
      ids.map(id => ({ id, kind: 'refund', key: id, request: {} })),
    ),
  )
  const set = (id: string | undefined, what: string) =>
    db.pool.query(`update payments.effects set ${what} where id = $1`, [id])
  await set(ids[0], `run_at = now() - interval '60 seconds', deadline = now() - interval '1 second'`)
  await set(
    ids[1],
    `run_at = now() - interval '900 seconds', lease_until = now() + interval '1 minute', state = 'calling'`,
  )
  await set(ids[2], `run_at = now() + interval '900 seconds', deadline = now() + interval '1 day'`)
  await set(ids[3], `run_at = now() - interval '900 seconds', deadline = now() - interval '1 day', state = 'done'`)
  await set(ids[4], `kind = 'other', run_at = now() + interval '1 second'`)

  const { outboxOldestSeconds, effects } = await readBacklog(db, 'payments')
  t.ok(outboxOldestSeconds >= 90 && outboxOldestSeconds < 3600, String(outboxOldestSeconds))
  const [other, refund] = [...effects].sort((a, b) => (a.kind < b.kind ? -1 : 1))
  t.same(other, { kind: 'other', count: 1, lateSeconds: 0, pastDeadline: 0 })
  t.match(refund, { kind: 'refund', count: 3, pastDeadline: 1 })
  t.ok((refund?.lateSeconds ?? 0) >= 60 && (refund?.lateSeconds ?? 0) < 900, 'one in somebody’s hands is not late')
  t.same(await readBacklog(db, 'imaging'), { outboxOldestSeconds: 0, effects: [] }, 'of this schema alone')
})

test('a job’s last success is told, and of one that never succeeded when it was begun first', async t => {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await drop()
  })
  for (const slot of ['1', '2']) {
    await claimJobRun(db, 'cleanup', slot, 1000)
    await finishJobRun(db, 'cleanup', slot)
  }
  await db.pool.query(`update ops.job_runs set finished_at = '2026-11-20T00:00:00Z' where slot = '1'`)
  await db.pool.query(`update ops.job_runs set finished_at = '2026-11-21T00:00:00Z' where slot = '2'`)
  await claimJobRun(db, 'backup', '1', 1000)
  // Where a schedule began nothing was done.
  await db.pool.query(`insert into ops.job_runs (job, slot, lease_until, finished_at)
    values ('cleanup', '3', now(), now()), ('retention', '3', now(), now())`)
  await db.pool.query(`update ops.job_runs set started_at = '2026-11-10T00:00:00Z'`)
  const seconds = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000
  const firstSeconds = seconds('2026-11-10')
  t.same(await jobHistories(db), [
    { job: 'backup', firstSeconds, succeededSeconds: null },
    { job: 'cleanup', firstSeconds, succeededSeconds: seconds('2026-11-21') },
    { job: 'retention', firstSeconds, succeededSeconds: null },
  ])
})
