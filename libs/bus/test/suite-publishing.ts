import { setTimeout as sleep } from 'node:timers/promises'
import type { BusReport } from '@astria-bot/bus'
import { packRefreshRequested } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { contacts, countOutOfOrder, eventOf, nameOf, type Storage } from './harness.ts'
import { runVictim } from './run-victim.ts'
import { testWith } from './with-storage.ts'

export function suiteOfPublishing(name: string, start: () => Promise<Storage>): void {
  testWith(
    `${name}: what was published is there for a consumer that comes later, in order`,
    start,
    async ({ t, open }) => {
      const first = await open()
      const names = contacts(20).flatMap(contact => [0, 1, 2, 3, 4].map(number => ({ contact, number })))
      await Promise.all(names.map(({ contact, number }) => first.publish([eventOf(contact, number)])))
      await first.close()

      const seen: string[] = []
      const second = await open()
      await second.consume({
        durable: 'later',
        events: [packRefreshRequested],
        handle: async batch => void seen.push(...batch.map(nameOf)),
      })
      await eventually(() => seen.length >= names.length)
      t.equal(new Set(seen).size, names.length)
      t.equal(seen.length, names.length)
      t.equal(countOutOfOrder(seen), 0)
    },
  )

  testWith(
    `${name}: an id that repeats is stored once, and its neighbours in the batch are stored`,
    start,
    async ({ t, open }) => {
      const bus = await open()
      const twice = eventOf('c1', 1)
      await bus.publish([twice, eventOf('c1', 2), twice])
      await Promise.all([bus.publish([eventOf('c2', 1)]), bus.publish([twice]), bus.publish([eventOf('c3', 1)])])
      await bus.publish([twice, eventOf('c1', 3)])
      await bus.publish([twice])

      const seen: string[] = []
      await bus.consume({
        durable: 'once',
        events: [packRefreshRequested],
        handle: async batch => void seen.push(...batch.map(nameOf)),
      })
      await eventually(() => seen.length >= 5)
      await sleep(300)
      t.same([...seen].sort(), ['c1:1', 'c1:2', 'c1:3', 'c2:1', 'c3:1'])
      t.equal(countOutOfOrder(seen), 0)
    },
  )

  testWith(`${name}: text that is hard to keep comes back as it was`, start, async ({ t, open }) => {
    const bus = await open()
    const hard = 'NUL \u0000, half a pair \ud800, שלום, 🤩'
    await bus.publish([eventOf('c1', hard, 'hard-1')])
    const seen: string[] = []
    await bus.consume({
      durable: 'hard',
      events: [packRefreshRequested],
      handle: async batch => void seen.push(...batch.map(nameOf)),
    })
    await eventually(() => seen.length > 0)
    t.same(seen, [`c1:${hard}`])
  })

  testWith(
    `${name}: a process killed right after the acknowledgement has published`,
    start,
    async ({ t, storage, open }) => {
      if (storage.replicas > 1) await (await open()).close()
      const { signal } = await runVictim(storage, 'bus:after-publish-ack')
      t.equal(signal, 'SIGKILL')
      const bus = await open()
      const seen: string[] = []
      await bus.consume({
        durable: 'after',
        events: [packRefreshRequested],
        handle: async batch => void seen.push(...batch.map(nameOf)),
      })
      await eventually(() => seen.length > 0)
      t.same(seen, ['c0:0'])
    },
  )

  testWith(`${name}: reports what happens to events, by type`, start, async ({ t, open }) => {
    const reports: BusReport[] = []
    const bus = await open({ onEvent: report => reports.push(report) })
    await bus.publish([eventOf('c1', 1), eventOf('c2', 1)])
    await bus.consume({ durable: 'reported', events: [packRefreshRequested], handle: async () => {} })
    const count = (kind: string) =>
      reports.filter(report => report.kind === kind).reduce((sum, report) => sum + report.count, 0)
    await eventually(() => count('handled') === 2)
    t.equal(count('published'), 2)
    t.ok(reports.every(({ type }) => type === packRefreshRequested.type))
  })
}
