import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createEvent,
  erasureRequested,
  type KnownEvent,
  packRefreshRequested,
  partitionOf,
  TransientError,
} from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { contacts, countOutOfOrder, eventOf, nameOf, PARTITIONS, type Storage } from './harness.ts'
import { testWith } from './with-storage.ts'

export function suiteOfConsuming(name: string, start: () => Promise<Storage>): void {
  testWith(`${name}: what was handled is not delivered again`, start, async ({ t, open }) => {
    const seen: string[] = []
    const consume = {
      durable: 'work',
      events: [packRefreshRequested],
      handle: async (batch: readonly KnownEvent[]) => void seen.push(...batch.map(nameOf)),
    }
    const first = await open()
    await first.publish([eventOf('c1', 1), eventOf('c2', 1)])
    await first.consume(consume)
    await eventually(() => seen.length === 2)
    await first.close()

    const second = await open()
    await second.consume(consume)
    await second.publish([eventOf('c1', 2)])
    await eventually(() => seen.includes('c1:2'))
    await sleep(300)
    t.same([...seen].sort(), ['c1:1', 'c1:2', 'c2:1'])
  })

  testWith(`${name}: tells what each durable has still to handle`, start, async ({ t, open }) => {
    const bus = await open()
    t.same([...(await bus.waiting())], [], 'of nobody, before there is a consumer')
    let held = true
    await bus.consume({
      durable: 'work',
      events: [packRefreshRequested],
      handle: async () => {
        if (held) throw new TransientError('not yet')
      },
    })
    await bus.consume({ durable: 'idle', events: [erasureRequested], handle: async () => {} })
    await bus.publish([eventOf('c1', 1), eventOf('c1', 2), eventOf('c2', 1)])
    await eventually(async () => (await bus.waiting()).get('work') === 3)
    t.same([...(await bus.waiting())].sort(), [
      ['idle', 0],
      ['work', 3],
    ])
    held = false
    await eventually(async () => (await bus.waiting()).get('work') === 0, { timeoutMs: 20_000 })
  })

  testWith(`${name}: every durable gets every event of its types, from all streams`, start, async ({ t, open }) => {
    const bus = await open()
    const erasure = createEvent(
      erasureRequested,
      { id: randomUUID(), source: 'test', subject: 'c1', time: new Date() },
      { contactId: randomUUID() },
    )
    await bus.publish([eventOf('c1', 1), erasure])
    const seen: Record<string, string[]> = { both: [], one: [] }
    await bus.consume({
      durable: 'both',
      events: [packRefreshRequested, erasureRequested],
      handle: async batch => void seen.both?.push(...batch.map(event => event.type)),
    })
    await bus.consume({
      durable: 'one',
      events: [erasureRequested],
      handle: async batch => void seen.one?.push(...batch.map(event => event.type)),
    })
    await eventually(() => seen.both?.length === 2 && seen.one?.length === 1)
    await sleep(200)
    t.same(seen.both?.sort(), [erasureRequested.type, packRefreshRequested.type].sort())
    t.same(seen.one, [erasureRequested.type])
  })

  testWith(`${name}: a batch may wait for more, until half of the partitions have some`, start, async ({ t, open }) => {
    const bus = await open()
    const batches: string[][] = []
    const consumer = await bus.consume({
      durable: 'patient',
      events: [packRefreshRequested],
      gatherMs: 3_600_000,
      handle: async batch => void batches.push(batch.map(event => event.subject)),
    })
    // One contact in each partition.
    const byPartition = new Map(contacts(60).map(contact => [partitionOf(contact, PARTITIONS), contact]))
    const some = [...byPartition.values()].slice(0, PARTITIONS / 2)
    for (const contact of some.slice(1)) await bus.publish([eventOf(contact, 1)])
    await sleep(300)
    t.same(batches, [], 'not yet')
    await bus.publish([eventOf(some[0]!, 1)])
    await eventually(() => batches.length > 0)
    t.same(
      batches.map(batch => batch.toSorted()),
      [some.toSorted()],
      'one batch',
    )

    await bus.publish([eventOf('late', 1)])
    await sleep(200)
    await consumer.drain()
    t.equal(batches.length, 1, 'what still gathers is given back')
    const next: string[] = []
    await bus.consume({
      durable: 'patient',
      events: [packRefreshRequested],
      handle: async batch => void next.push(...batch.map(nameOf)),
    })
    await eventually(() => next.length > 0)
    t.same(next, ['late:1'])
  })

  testWith(
    `${name}: what has gathered is handled as one batch, one event of a partition at most`,
    start,
    async ({ t, open }) => {
      const bus = await open()
      const batches: string[][] = []
      await bus.publish(contacts(60).map(contact => eventOf(contact, 1)))
      await bus.consume({
        durable: 'batches',
        events: [packRefreshRequested],
        batchMax: 5,
        handle: async batch => {
          batches.push(batch.map(event => event.subject))
          await sleep(20)
        },
      })
      await eventually(() => batches.flat().length === 60)
      t.ok(Math.max(...batches.map(batch => batch.length)) > 1, 'events are gathered')
      t.ok(
        batches.every(batch => batch.length <= 5),
        'no batch is larger than batchMax',
      )
      const partitions = batches.map(batch => batch.map(contact => partitionOf(contact, PARTITIONS)))
      t.ok(partitions.every(batch => new Set(batch).size === batch.length))
    },
  )

  testWith(
    `${name}: the events of a contact are handled in order, whoever handles them and however slowly`,
    start,
    async ({ t, storage, open }) => {
      const buses = await Promise.all(Array.from({ length: storage.replicas }, () => open()))
      const total = 40 * 12
      const done: string[] = []
      const busy = new Set<string>()
      let overlaps = 0
      const failures = new Map<string, number>()
      const shares = await Promise.all(
        buses.map(async bus => {
          let share = 0
          await bus.consume({
            durable: 'ordered',
            events: [packRefreshRequested],
            handle: async batch => {
              for (const { subject } of batch) {
                if (busy.has(subject)) overlaps += 1
                busy.add(subject)
              }
              await sleep(Math.random() * 8)
              for (const { subject } of batch) busy.delete(subject)
              // Some fail when they come with others and again alone: they are delivered anew, and must hold up their own.
              for (const event of batch.filter(one => nameOf(one).endsWith('0:5'))) {
                failures.set(event.id, (failures.get(event.id) ?? 0) + 1)
                if ((failures.get(event.id) ?? 0) <= 2) throw new TransientError('twice', { retryAfterMs: 300 })
              }
              done.push(...batch.map(nameOf))
              share += batch.length
            },
          })
          return () => share
        }),
      )
      const [publisher] = buses
      // All at once, so that many events of a contact wait together.
      const numbers = Array.from({ length: 12 }, (_, number) => number)
      await Promise.all(
        numbers.flatMap(number => contacts(40).map(contact => publisher?.publish([eventOf(contact, number)]))),
      )
      await eventually(() => new Set(done).size === total, { timeoutMs: 60_000 })
      t.equal(countOutOfOrder(done), 0, 'nothing out of order')
      t.equal(overlaps, 0, 'no contact in two hands')
      t.equal(done.length, total, 'each once')
      t.ok(
        shares.every(share => share() > total / 10),
        'every process has its share',
      )
    },
  )

  testWith(`${name}: a handler slower than the ack wait keeps its events`, start, async ({ t, storage, open }) => {
    const buses = await Promise.all(Array.from({ length: storage.replicas }, () => open()))
    const seen: string[] = []
    for (const bus of buses) {
      await bus.consume({
        durable: 'slow',
        events: [packRefreshRequested],
        ackWaitMs: 600,
        batchMax: 1,
        handle: async batch => {
          seen.push(...batch.map(nameOf))
          await sleep(2_000)
        },
      })
    }
    const bus = buses[0]
    // Two for each process: one of them waits for longer than the ack wait before anybody begins with it.
    const names = contacts(2 * storage.replicas).map(contact => `${contact}:1`)
    await bus?.publish(contacts(2 * storage.replicas).map(contact => eventOf(contact, 1)))
    await eventually(() => names.every(one => seen.includes(one)), { timeoutMs: 20_000 })
    await sleep(2_000)
    t.same([...seen].sort(), names)
  })
}
