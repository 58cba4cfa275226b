import { setTimeout as sleep } from 'node:timers/promises'
import { packRefreshRequested, partitionOf, RejectedError, TransientError } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { eventOf, nameOf, PARTITIONS, type Storage } from './harness.ts'
import { testWith } from './with-storage.ts'

const SAME = 'c1'
const OTHER = 'c2'

export function suiteOfFailing(name: string, start: () => Promise<Storage>): void {
  testWith(
    `${name}: a failed event comes again after the delay, its successors behind it, others meanwhile`,
    start,
    async ({ t, open }) => {
      const bus = await open()
      const tries: { at: number; name: string }[] = []
      await bus.consume({
        durable: 'retry',
        events: [packRefreshRequested],
        handle: async batch => {
          const failing =
            batch.some(event => nameOf(event) === `${SAME}:1`) && tries.filter(x => x.name === `${SAME}:1`).length < 2
          for (const event of batch) if (batch.length === 1) tries.push({ at: Date.now(), name: nameOf(event) })
          if (failing) throw new TransientError('later', { retryAfterMs: 700 })
          if (batch.length > 1) tries.push(...batch.map(event => ({ at: Date.now(), name: nameOf(event) })))
        },
      })
      await bus.publish([eventOf(SAME, 1), eventOf(SAME, 2), eventOf(OTHER, 1), eventOf(OTHER, 2)])
      await eventually(() => tries.some(x => x.name === `${SAME}:2`))
      const times = (wanted: string) => tries.filter(x => x.name === wanted).map(x => x.at)
      const failed = times(`${SAME}:1`)
      t.equal(failed.length, 3, 'two failures and a success')
      t.ok((failed[1] ?? 0) - (failed[0] ?? 0) >= 600 && (failed[2] ?? 0) - (failed[1] ?? 0) >= 600, 'not at once')
      t.ok((failed[2] ?? 0) - (failed[0] ?? 0) < 4_000, 'not much later')
      t.ok((times(`${SAME}:2`)[0] ?? 0) >= (failed[2] ?? 0), 'the successor waits')
      t.ok((times(`${OTHER}:2`)[0] ?? Infinity) < (failed[1] ?? 0), 'another contact does not')
      await sleep(200)
      t.equal(times(`${SAME}:2`).length, 1)
    },
  )

  testWith(
    `${name}: poison lands once in the dead letters with its reason, its neighbours go on`,
    start,
    async ({ t, storage, open }) => {
      const buses = await Promise.all(Array.from({ length: storage.replicas }, () => open()))
      const done: string[] = []
      for (const bus of buses) {
        await bus.consume({
          durable: 'poisoned',
          events: [packRefreshRequested],
          maxDeliver: 2,
          handle: async batch => {
            for (const event of batch) {
              if (nameOf(event) === `${SAME}:rejected`) throw new RejectedError('bad_pack', 'no such pack')
              if (nameOf(event) === `${OTHER}:broken`) throw new TypeError('always')
            }
            done.push(...batch.map(nameOf))
          },
        })
      }
      const [bus] = buses
      const rejected = eventOf(SAME, 'rejected')
      await storage.putRaw(partitionOf(SAME, PARTITIONS), '{"not":"an event"}')
      await bus?.publish([
        eventOf(SAME, 1),
        rejected,
        eventOf(SAME, 2),
        eventOf(OTHER, 1),
        eventOf(OTHER, 'broken'),
        eventOf(OTHER, 2),
      ])
      for (const contact of ['c3', 'c4', 'c5']) await bus?.publish([eventOf(contact, 1)])
      const healthy = [`${SAME}:1`, `${SAME}:2`, `${OTHER}:1`, `${OTHER}:2`, 'c3:1', 'c4:1', 'c5:1']
      await eventually(() => healthy.every(one => done.includes(one)))
      await sleep(300)
      t.same([...done].sort(), [...healthy].sort(), 'every healthy one, once')

      const letters = (await bus?.dead.list({ durable: 'poisoned' })) ?? []
      t.same(letters.map(({ code, deliveries }) => `${code} after ${deliveries}`).sort(), [
        'bad_pack after 1',
        'exhausted after 2',
        'unreadable after 1',
      ])
      const letter = letters.find(({ code }) => code === 'bad_pack')
      t.match(letter, { durable: 'poisoned', reason: 'no such pack', stream: 'STUDIO', event: rejected })
      t.same(letters.find(({ code }) => code === 'unreadable')?.event, { not: 'an event' })
      t.same(await bus?.dead.list({ durable: 'somebody-else' }), [])
      t.equal((await bus?.dead.list({ limit: 2 }))?.length, 2)
    },
  )

  testWith(`${name}: a dead letter can be replayed, once`, start, async ({ t, storage, open }) => {
    const bus = await open()
    await storage.putRaw(0, 'no JSON at all')
    const done: string[] = []
    let mended = false
    await bus.consume({
      durable: 'mended',
      events: [packRefreshRequested],
      handle: async batch => {
        if (!mended) throw new RejectedError('bad', 'not yet')
        done.push(...batch.map(nameOf))
      },
    })
    await bus.publish([eventOf(SAME, 1)])
    await eventually(async () => (await bus.dead.list()).length === 2)
    const letters = await bus.dead.list()
    mended = true
    const dead = letters.find(({ code }) => code === 'bad')
    const unreadable = letters.find(({ code }) => code === 'unreadable')
    t.equal(unreadable?.event, 'no JSON at all')
    await bus.dead.replay(dead?.id ?? '')
    await eventually(() => done.length === 1)
    await sleep(200)
    t.same(done, [`${SAME}:1`])
    await t.rejects(bus.dead.replay(dead?.id ?? ''), { code: 'not_found' })
    await t.rejects(bus.dead.replay('nonsense'), { code: 'not_found' })
    await t.rejects(bus.dead.replay(unreadable?.id ?? ''), { code: 'unreadable' })
    t.equal((await bus.dead.list()).length, 1)
  })
}
