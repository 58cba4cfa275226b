import { connect } from '@astria-bot/store'
import { createDatabase, eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { keepHouse } from './keep-house.ts'

test('a laptop that was off for a week catches up on what it missed, when it is on again', async t => {
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await database.drop()
  })
  const env = { ENVIRONMENT: 'test', LOG_LEVEL: 'silent', DATABASE_URL: database.url }
  const keep = () => keepHouse(env, { databaseUrl: database.url, openBus: undefined, files: undefined })
  const count = async (where: string) =>
    (await db.pool.query(`select count(*)::int as count from ops.job_runs where ${where}`)).rows[0].count
  const first = keep()
  await eventually(async () => (await count('true')) === 9, { timeoutMs: 30_000 })
  await first()
  t.equal(await count('result is not null'), 0, 'at first nothing is missed')
  await db.pool.query(`update ops.job_runs set slot = '2020' || substr(slot, 5)`)
  const again = keep()
  await eventually(async () => (await count(`job = 'database-care' and result is not null`)) === 1, {
    timeoutMs: 30_000,
  })
  await again()
  t.equal(await count(`job = 'cleanup' and result is not null`), 1)
})
