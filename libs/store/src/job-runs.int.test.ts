import { setTimeout as sleep } from 'node:timers/promises'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'
import { claimJobRun, connect, finishJobRun } from './index.ts'

test('a slot of a job is run once (F38)', async t => {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await drop()
  })
  const claims = await Promise.all(Array.from({ length: 10 }, () => claimJobRun(db, 'cleanup', 'today', 60_000)))
  t.equal(claims.filter(Boolean).length, 1)
  await finishJobRun(db, 'cleanup', 'today')
  t.equal(await claimJobRun(db, 'cleanup', 'today', 0), false, 'finished for good')
  t.equal(await claimJobRun(db, 'cleanup', 'tomorrow', 50), true)
  t.equal(await claimJobRun(db, 'cleanup', 'tomorrow', 50), false)
  await sleep(80)
  t.equal(await claimJobRun(db, 'cleanup', 'tomorrow', 60_000), true, 'its process died: the lease has ended')
})
