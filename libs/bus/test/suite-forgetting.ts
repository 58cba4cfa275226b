import { packRefreshRequested, RejectedError } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { eventOf, nameOf, type Storage } from './harness.ts'
import { testWith } from './with-storage.ts'

export function suiteOfForgetting(name: string, start: () => Promise<Storage>): void {
  testWith(
    `${name}: what is forgotten is gone for new consumers and from the dead letters`,
    start,
    async ({ t, open }) => {
      const bus = await open()
      const handled: string[] = []
      await bus.consume({
        durable: 'first',
        events: [packRefreshRequested],
        handle: async batch => {
          if (batch.some(event => nameOf(event).endsWith(':bad'))) throw new RejectedError('bad', 'never')
          handled.push(...batch.map(nameOf))
        },
      })
      await bus.publish(['gone', 'stays', 'gone2'].flatMap(contact => [eventOf(contact, 1), eventOf(contact, 'bad')]))
      await eventually(async () => handled.length >= 3 && (await bus.dead.list()).length === 3)
      const now = new Date()
      const past = new Date(now.getTime() - 3_600_000)

      t.equal(await bus.forget(new Map([['stays', past]])), 0, 'all of it is newer')
      const subjects = new Map([
        ['gone', now],
        ['gone2', now],
      ])
      t.equal(await bus.forget(subjects), 6, 'two events of each, and a dead letter')
      t.equal(await bus.forget(subjects), 0, 'nothing is left')

      const again: string[] = []
      await bus.consume({
        durable: 'second',
        events: [packRefreshRequested],
        handle: async batch => void again.push(...batch.map(nameOf)),
      })
      await eventually(() => again.length >= 2)
      t.same(again.sort(), ['stays:1', 'stays:bad'])
      const letters = await bus.dead.list()
      t.same(
        letters.map(({ event }) => (event as { subject: string }).subject),
        ['stays'],
      )
    },
  )
}
