import { setTimeout as sleep } from 'node:timers/promises'
import type { Bus } from '@astria-bot/bus'
import { type Event, packRefreshRequested, RejectedError, TransientError } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { jetstreamManager } from '@nats-io/jetstream'
import { contacts, countOutOfOrder, eventOf, firstSeen, nameOf, PARTITIONS } from './harness.ts'
import { type JetStreamStorage, startJetStream } from './jetstream-storage.ts'
import { testWith } from './with-storage.ts'

/** Publishes like an outbox: again until it is acknowledged. Returns how many attempts failed. */
async function publishSurely(bus: Bus, event: Event): Promise<number> {
  for (let failures = 0; ; failures += 1) {
    try {
      await bus.publish([event])
      return failures
    } catch (error) {
      if (!(error instanceof TransientError)) throw error
      await sleep(50)
    }
  }
}

const collector = (seen: string[], durable = 'faults') => ({
  durable,
  events: [packRefreshRequested],
  ackWaitMs: 2_000,
  handle: async (batch: readonly Parameters<typeof nameOf>[0][]) => {
    await sleep(Math.random() * 4)
    seen.push(...batch.map(nameOf))
  },
})

testWith(
  'F10: nats-server killed ten times under load: nothing acknowledged is lost, the order is kept',
  startJetStream,
  async ({ t, storage, open }) => {
    const [publisher, first, second] = await Promise.all([open(), open(), open()])
    const seen: string[] = []
    await first.consume(collector(seen))
    await second.consume(collector(seen))
    let running = true
    const acknowledged: string[] = []
    const publishing = Promise.all(
      contacts(20).map(async contact => {
        for (let number = 0; running; number += 1) {
          await publishSurely(publisher, eventOf(contact, number))
          acknowledged.push(`${contact}:${number}`)
          await sleep(10)
        }
      }),
    )
    for (let round = 0; round < 10; round += 1) {
      await sleep(300 + Math.random() * 500)
      await storage.server.kill('SIGKILL')
      await sleep(Math.random() * 300)
      await storage.server.start()
    }
    await sleep(500)
    running = false
    await publishing
    await eventually(() => acknowledged.every(name => seen.includes(name)), { timeoutMs: 30_000, everyMs: 200 })
    t.equal(countOutOfOrder(seen), 0)
    t.equal(firstSeen(seen).size, 20)
    t.ok(acknowledged.length > 500, `${acknowledged.length} events went through`)
    t.comment(`${acknowledged.length} acknowledged, ${seen.length} handled`)
  },
)

testWith(
  'F10: nats-server away for 45 s: publishing fails within seconds, everything goes on by itself',
  startJetStream,
  async ({ t, storage, open }) => {
    const statuses: string[] = []
    const bus = await open({ onStatus: (status: string) => statuses.push(status) } as object)
    const seen: string[] = []
    await bus.consume(collector(seen))
    await bus.publish([eventOf('c1', 1)])
    await eventually(() => seen.length === 1)

    await storage.server.kill('SIGKILL')
    const before = Date.now()
    await t.rejects(bus.publish([eventOf('c1', 2)]), TransientError)
    t.ok(Date.now() - before < 5_000, 'within a few seconds')
    await t.rejects(bus.ready(), TransientError)
    await sleep(45_000 - (Date.now() - before))

    await storage.server.start()
    const back = Date.now()
    await publishSurely(bus, eventOf('c1', 3))
    await eventually(() => seen.includes('c1:3'))
    t.ok(Date.now() - back < 3_000, 'at once')
    await bus.ready()
    t.same(statuses, ['connected', 'disconnected', 'connected'])
  },
)

testWith(
  'F19: a durable that is deleted comes back and goes on where it was',
  startJetStream,
  async ({ t, storage, open }) => {
    const buses = await Promise.all([open(), open()])
    const seen: string[] = []
    for (const bus of buses) await bus.consume(collector(seen))
    const [bus] = buses
    await bus?.publish(contacts(40).map(contact => eventOf(contact, 1)))
    await eventually(() => seen.length === 40)

    await deleteDurables(storage, () => true)
    await bus?.publish(contacts(40).map(contact => eventOf(contact, 2)))
    const before = Date.now()
    await eventually(() => seen.length >= 80)
    t.ok(Date.now() - before < 5_000, 'within 5 s')
    await sleep(500)
    t.equal(countOutOfOrder(seen), 0)
    t.ok(seen.length <= 80 + PARTITIONS, 'what was done is not done all over again')
  },
)

testWith('F13: a server that freezes and wakes up is used again', startJetStream, async ({ t, storage, open }) => {
  const bus = await open()
  const seen: string[] = []
  await bus.consume(collector(seen))
  await bus.publish([eventOf('c1', 1)])
  await eventually(() => seen.length === 1)
  process.kill(storage.server.pid ?? 0, 'SIGSTOP')
  await sleep(5_500)
  process.kill(storage.server.pid ?? 0, 'SIGCONT')
  const before = Date.now()
  await publishSurely(bus, eventOf('c1', 2))
  await eventually(() => seen.includes('c1:2'))
  t.ok(Date.now() - before < 5_000)
})

testWith(
  'F28: a poisonous event among healthy ones costs its partition nothing but its own tries',
  startJetStream,
  async ({ t, open }) => {
    const bus = await open()
    const done: string[] = []
    let poisoned = 0
    await bus.consume({
      durable: 'poison',
      events: [packRefreshRequested],
      maxDeliver: 2,
      handle: async batch => {
        if (batch.some(event => nameOf(event) === 'c0:5')) {
          poisoned += 1
          throw new Error('always')
        }
        done.push(...batch.map(nameOf))
      },
    })
    await bus.publish(
      contacts(10).flatMap(contact => Array.from({ length: 10 }, (_, number) => eventOf(contact, number))),
    )
    await eventually(() => done.length === 99)
    t.equal(new Set(done).size, 99)
    t.equal(countOutOfOrder(done), 0)
    t.equal((await bus.dead.list()).length, 1)
    t.ok(poisoned <= 4)
  },
)

testWith('an event that is too large is refused, its neighbours are stored', startJetStream, async ({ t, open }) => {
  const bus = await open()
  const large = eventOf('c1', 'x'.repeat(1_100_000), 'large')
  const [refused] = await Promise.allSettled([bus.publish([large]), bus.publish([eventOf('c2', 1)])])
  t.match(refused, { status: 'rejected', reason: { code: 'too_large' } })
  t.ok(refused.status === 'rejected' && refused.reason instanceof RejectedError)
  const seen: string[] = []
  await bus.consume(collector(seen))
  await eventually(() => seen.length === 1)
  t.same(seen, ['c2:1'])
})

testWith(
  'processes that start at the same moment agree on streams and durables',
  startJetStream,
  async ({ t, open }) => {
    const buses = await Promise.all(Array.from({ length: 4 }, () => open()))
    const seen: string[] = []
    await Promise.all(buses.map(bus => bus.consume(collector(seen))))
    await buses[0]?.publish(contacts(30).map(contact => eventOf(contact, 1)))
    await eventually(() => seen.length >= 30)
    await sleep(200)
    t.equal(seen.length, 30)
  },
)

testWith('a durable takes on further types without losing its place', startJetStream, async ({ t, storage, open }) => {
  const bus = await open()
  const seen: string[] = []
  const consumer = await bus.consume(collector(seen, 'grown'))
  await bus.publish([eventOf('c1', 1)])
  await eventually(() => seen.length === 1)
  await consumer.drain()
  const nats = await storage.direct()
  const manager = await jetstreamManager(nats)
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    await manager.consumers.update('STUDIO', `grown-STUDIO-${partition}`, {
      filter_subjects: [`order.placed.v1.${partition}`],
    })
  }
  await nats.close()
  await bus.consume(collector(seen, 'grown'))
  await bus.publish([eventOf('c1', 2)])
  await eventually(() => seen.length === 2)
  t.same(seen, ['c1:1', 'c1:2'])
})

async function deleteDurables(storage: JetStreamStorage, which: (name: string) => boolean): Promise<void> {
  const nats = await storage.direct()
  const manager = await jetstreamManager(nats)
  for await (const { name } of manager.consumers.list('STUDIO'))
    if (which(name)) await manager.consumers.delete('STUDIO', name)
  await nats.close()
}
