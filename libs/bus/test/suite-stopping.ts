import { setTimeout as sleep } from 'node:timers/promises'
import { type KnownEvent, packRefreshRequested } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { contacts, countOutOfOrder, eventOf, nameOf, type Storage } from './harness.ts'
import { runVictim } from './run-victim.ts'
import { testWith } from './with-storage.ts'

export function suiteOfStopping(name: string, start: () => Promise<Storage>): void {
  testWith(
    `${name}: a drained consumer finishes what it has begun, the next one gets the rest at once`,
    start,
    async ({ t, open }) => {
      const bus = await open()
      const begun: string[] = []
      const done: string[] = []
      const options = {
        durable: 'drained',
        events: [packRefreshRequested],
        batchMax: 2,
        handle: async (batch: readonly KnownEvent[]) => {
          begun.push(...batch.map(nameOf))
          await sleep(200)
          done.push(...batch.map(nameOf))
        },
      }
      const consumer = await bus.consume(options)
      const names = contacts(12).flatMap(contact => [1, 2].map(number => `${contact}:${number}`))
      await bus.publish(contacts(12).flatMap(contact => [eventOf(contact, 1), eventOf(contact, 2)]))
      await eventually(() => begun.length > 2)
      await consumer.drain()
      t.same(done, begun, 'nothing is half done')
      t.ok(done.length < names.length, 'there is a rest')
      await sleep(300)
      t.same(done, begun, 'nothing is begun after the drain')

      const before = Date.now()
      await bus.consume({ ...options, batchMax: 32 })
      await eventually(() => done.length >= names.length)
      t.ok(Date.now() - before < 4_000, 'the rest did not wait for the ack wait')
      await sleep(200)
      t.same([...done].sort(), names.sort(), 'each once')
      t.equal(countOutOfOrder(done), 0)
    },
  )

  testWith(`${name}: close drains`, start, async ({ t, open }) => {
    const bus = await open()
    let running = 0
    await bus.consume({
      durable: 'closed',
      events: [packRefreshRequested],
      handle: async () => {
        running += 1
        await sleep(200)
        running -= 1
      },
    })
    await bus.publish([eventOf('c1', 1)])
    await eventually(() => running === 1)
    await bus.close()
    t.equal(running, 0)
  })

  testWith(
    `${name}: a process killed before its acknowledgement leaves the event to another`,
    start,
    async ({ t, storage, open }) => {
      const first = await open()
      await first.publish([eventOf('c1', 1), eventOf('c1', 2)])
      await first.close()
      const { signal, handled } = await runVictim(storage, 'bus:before-ack')
      t.equal(signal, 'SIGKILL')
      t.same(handled, ['c1:1'])

      const second = await open()
      const seen: string[] = []
      await second.consume({
        durable: 'work',
        events: [packRefreshRequested],
        ackWaitMs: 1_000,
        handle: async batch => void seen.push(...batch.map(nameOf)),
      })
      await eventually(() => seen.length === 2)
      await sleep(200)
      t.same(seen, ['c1:1', 'c1:2'])
    },
  )
}
