import type { Test } from 'tap'
import { readRecord } from '../story/judge.ts'
import type { Ground } from './ground.ts'
import { askAll, judgeAnswers, QUESTIONS } from './questions.ts'

const PEOPLE = 4
const numbers = Array.from({ length: PEOPLE }, (_, n) => String(972504000000 + n))

/** F1 and F2: the gateway dies before the stream has a webhook, then when it has it; WhatsApp sends again what had no 200. */
export async function killedGateway(t: Test, ground: Ground): Promise<void> {
  const { system } = ground
  const posts = async (phone: string) =>
    (await readRecord(system.sandbox.url, 'webhook.post')).filter(
      ({ updates }) => (updates as { kind: string; phone: string }[])[0]?.phone === phone,
    )
  for (const point of ['gateway:before-publish@3', 'gateway:after-ack@3']) {
    await system.killAndRestart('gateway', point)
    const talking = askAll(ground, numbers)
    t.match(await system.process('gateway').exited, { signal: 'SIGKILL' }, point)
    await system.killAndRestart('gateway')
    await talking
  }
  await judgeAnswers(t, ground, numbers, 2 * QUESTIONS.length)
  const all = (await Promise.all(numbers.map(posts))).flat()
  t.ok(
    all.some(({ outcome }) => outcome === 'refused'),
    'WhatsApp had to repeat',
  )
}
