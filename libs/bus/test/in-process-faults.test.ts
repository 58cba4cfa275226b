import { packRefreshRequested, TransientError } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { contacts, countOutOfOrder, eventOf, nameOf } from './harness.ts'
import { startInProcess } from './in-process-storage.ts'
import { testWith } from './with-storage.ts'

const collector = (seen: string[], durable = 'faults') => ({
  durable,
  events: [packRefreshRequested],
  handle: async (batch: readonly Parameters<typeof nameOf>[0][]) => void seen.push(...batch.map(nameOf)),
})

testWith(
  'a second process on the same database is refused with a clear sentence',
  startInProcess,
  async ({ t, storage, open }) => {
    const bus = await open()
    await t.rejects(storage.open(), /Another process already runs the in-process bus/)
    await bus.close()
    await (await open()).ready()
  },
)

testWith('connections that are terminated cost nothing but time', startInProcess, async ({ t, storage, open }) => {
  const bus = await open()
  const seen: string[] = []
  await bus.consume(collector(seen))
  for (let number = 0; number < 30; number += 1) {
    if (number % 10 === 5) {
      await storage.pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    }
    for (const contact of contacts(5)) {
      const publish = () => bus.publish([eventOf(contact, number)])
      await eventually(() =>
        publish().catch(error => (error instanceof TransientError ? false : Promise.reject(error))),
      )
    }
  }
  await eventually(() => new Set(seen).size === 150)
  t.equal(countOutOfOrder(seen), 0)
  await eventually(() => bus.ready())
})

testWith(
  'old events are forgotten when everybody has handled them, not before',
  startInProcess,
  async ({ t, storage, open }) => {
    const bus = await open()
    const seen: string[] = []
    const consumer = await bus.consume(collector(seen))
    await bus.publish([eventOf('c1', 1)])
    await eventually(() => seen.length === 1)
    await consumer.drain()
    await bus.publish([eventOf('c1', 2)])
    await bus.close()
    await storage.pool.query(`update ops.bus_events set published_at = now() - interval '15 days'`)

    const again = await open()
    const kept = async () =>
      (await storage.pool.query('select event_id from ops.bus_events')).rows.map(row => row.event_id)
    await eventually(async () => (await kept()).length === 1)
    t.same(await kept(), ['c1:2'])
    await again.consume(collector(seen))
    await eventually(() => seen.length === 2)
  },
)

testWith(
  'a retry that is due later is waited for after a restart, and its tries are counted',
  startInProcess,
  async ({ t, open }) => {
    const first = await open()
    let tries = 0
    const failing = {
      ...collector([], 'counted'),
      maxDeliver: 2,
      handle: async () => {
        tries += 1
        throw new Error('always')
      },
    }
    await first.consume(failing)
    await first.publish([eventOf('c1', 1)])
    await eventually(() => tries === 1)
    await first.close()
    const second = await open()
    const before = Date.now()
    await second.consume(failing)
    await eventually(async () => (await second.dead.list()).length === 1)
    t.equal(tries, 2)
    t.ok(Date.now() - before > 300, 'the rest of the delay was waited for')
    t.match(await second.dead.list(), [{ deliveries: 2, code: 'exhausted' }])
  },
)
