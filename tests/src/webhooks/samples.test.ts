import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectJetStream } from '@astria-bot/bus'
import { connect } from '@astria-bot/store'
import { eventually } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { caughtUp } from '../system/caught-up.ts'
import { type System, startSystem } from '../system/start-system.ts'
import { doorOf, eventIdsIn } from './door.ts'
import { readExpectations } from './read-expectations.ts'
import { changesBetween, type Rows, readRows } from './read-rows.ts'
import { account, number, secondNumber, seed } from './seed.ts'

const folder = new URL('../../../libs/whatsapp/test-fixtures/', import.meta.url)
const bodyOf = (webhook: string) => new Uint8Array(readFileSync(new URL(`${webhook}.json`, folder)))

/** A gateway and the message app with two numbers, and what they keep. */
async function open(t: Test) {
  const system: System = await startSystem({
    only: ['gateway', 'message'],
    env: {
      WHATSAPP_NUMBER_ID: number,
      BUSINESS_ID: account,
      CHANNELS: JSON.stringify([{ id: secondNumber, account: '309000000000002', token: 'second' }]),
      CHANNEL_TOKENS: '{"second":"of-the-second-number"}',
      // Nobody listens there: what the bot answers stays in its queue, and all that changes is by the samples.
      WHATSAPP_API_URL: 'http://127.0.0.1:9/v25.0',
      PRIVATE_HOSTS: '127.0.0.1:9',
    },
  })
  const db = connect({ url: system.databaseUrl, name: 'test' })
  const bus = await connectJetStream({ url: system.nats.url, name: 'test', partitions: 32, replicas: 1 })
  t.teardown(async () => {
    await bus.close()
    await db.close()
    await system.stop()
  })
  const post = doorOf(system.process('gateway').url, system.env['WHATSAPP_APP_SECRET'] as string)
  const rows = async () => readRows(db, await bus.dead.list({ limit: 1000 }))
  /** Waits until all that is in a body was handled: it is in the inbox, or a dead letter. */
  const handled = async (body: Uint8Array) => {
    const ids = eventIdsIn(body)
    await eventually(
      async () => {
        const { rows: known } = await db.pool.query('select event_id from messaging.inbox where event_id = any($1)', [
          ids,
        ])
        const dead = await bus.dead.list({ limit: 1000 })
        const there = new Set([
          ...known.map(row => row.event_id),
          ...dead.map(({ event }) => (event as { id: string }).id),
        ])
        return ids.every(id => there.has(id))
      },
      { timeoutMs: 30_000 },
    )
  }
  return { system, db, post, rows, handled }
}

test('every sample webhook through a gateway ends as the right rows', async t => {
  const { system, db, post, rows, handled } = await open(t)
  const expectations = readExpectations()
  const all = readdirSync(folder).map(name => name.replace('.json', ''))
  t.same(expectations.map(({ webhook }) => webhook).toSorted(), all.toSorted(), 'each sample has its expectation')
  await seed(db)
  let before: Rows = await rows()
  for (const { webhook, changes } of expectations) {
    const body = bodyOf(webhook)
    t.equal(await post(body), 200, webhook)
    await handled(body)
    const after = await rows()
    // As if a minute had passed: what is said once for a burst of messages is said again.
    await db.pool.query(`update messaging.conversations set data = (data::jsonb - 'told')::json`)
    // And nothing was sent since the samples' day: what they tell of the account is news.
    await db.pool.query(`update messaging.messages set accepted_at = least(accepted_at, '2026-11-21T09:00Z')`)
    t.same(changesBetween(before, after), changes, webhook)
    before = after
  }

  await t.test('all of them five times at once, days later: nothing changes', async t => {
    // The stream forgets ids after a while; to Postgres they are known for weeks.
    const forgetful = { url: system.nats.url, name: 'test', partitions: 32, replicas: 1, duplicateWindowMs: 100 }
    await (await connectJetStream(forgetful)).close()
    await sleep(200)
    const bodies = expectations.flatMap(({ webhook }) => Array.from({ length: 5 }, () => bodyOf(webhook)))
    const answers = await Promise.all(bodies.map(post))
    t.same([...new Set(answers)], [200])
    await caughtUp(system.nats.url, 'WHATSAPP')
    t.same(changesBetween(before, await rows()), [])
  })
})
