import { eventually } from '@astria-bot/testing'
import type { Test } from 'tap'
import { Phone } from '../story/phone.ts'
import type { Ground } from './ground.ts'

/** What each customer asks, one after the other. */
export const QUESTIONS = ['hi', 'status', 'support', 'menu']

/** Customers ask everything, all at once; WhatsApp brings it until it is taken. */
export async function askAll({ system }: Ground, numbers: readonly string[]): Promise<void> {
  for (const question of QUESTIONS)
    await Promise.all(numbers.map(number => new Phone(system.sandbox.url, number).text(question)))
}

/** Each of so many questions is kept once, and answered once, by WhatsApp's own record. */
export async function judgeAnswers(
  t: Test,
  { count, sends }: Ground,
  numbers: readonly string[],
  asked: number,
): Promise<void> {
  for (const number of numbers) {
    const of = `messaging.messages m join messaging.contacts c on c.id = m.contact_id where c.phone = $1 and direction`
    await eventually(async () => (await count(`${of} = 'in'`, [number])) === asked, { timeoutMs: 60_000 })
    await eventually(
      async () =>
        (await count(`${of} = 'out' and state in ('queued', 'sending', 'accepted', 'unknown')`, [number])) === 0,
      { timeoutMs: 60_000 },
    )
    t.equal(await count(`${of} = 'in'`, [number]), asked, 'every question is kept once')
    t.equal(await count(`(select distinct m.cause_id from ${of} = 'out') as causes`, [number]), asked, 'and answered')
    const tags = (await sends())
      .filter(({ phone, outcome }) => phone === number && outcome === 'accepted')
      .map(one => one.tag)
    t.equal(new Set(tags).size, tags.length, 'every answer was sent once')
    t.equal(tags.length, await count(`${of} = 'out'`, [number]))
  }
}
