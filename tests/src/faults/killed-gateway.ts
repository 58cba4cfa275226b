import { eventually } from '@astria-bot/testing'
import type { Test } from 'tap'
import { readRecord } from '../story/judge.ts'
import { Phone } from '../story/phone.ts'
import type { Ground } from './ground.ts'

const PEOPLE = 4
const QUESTIONS = ['hi', 'status', 'support', 'menu']
const numbers = Array.from({ length: PEOPLE }, (_, n) => String(972504000000 + n))

/** F1 and F2: the gateway dies before the stream has a webhook, then when it has it; WhatsApp sends again what had no 200. */
export async function killedGateway(t: Test, { system, count, sends }: Ground): Promise<void> {
  const posts = async (phone: string) =>
    (await readRecord(system.sandbox.url, 'webhook.post')).filter(
      ({ updates }) => (updates as { kind: string; phone: string }[])[0]?.phone === phone,
    )
  const talk = async () => {
    for (const question of QUESTIONS)
      await Promise.all(numbers.map(number => new Phone(system.sandbox.url, number).text(question)))
  }
  for (const point of ['gateway:before-publish@3', 'gateway:after-ack@3']) {
    await system.killAndRestart('gateway', point)
    const talking = talk()
    t.match(await system.process('gateway').exited, { signal: 'SIGKILL' }, point)
    await system.killAndRestart('gateway')
    await talking
  }
  const asked = 2 * QUESTIONS.length
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
  const all = (await Promise.all(numbers.map(posts))).flat()
  t.ok(
    all.some(({ outcome }) => outcome === 'refused'),
    'WhatsApp had to repeat',
  )
}
