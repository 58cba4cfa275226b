import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'tap'
import { type CustomerPlan, PICTURES, playStory } from './story/customer.ts'
import { countBy, repeated, saidTwice, settledBooks } from './story/judge.ts'
import { judgeRecord } from './story/judge-record.ts'
import { type AppName, apps, startSystem } from './system/start-system.ts'

const AT_ONCE = 6
const KILLS_PER_APP = 3
const PORTRAITS = 12

/** A small generator with a seed (Park–Miller), so that a run can be repeated: SEED=… */
function randomFrom(seed: number) {
  let state = seed % 2147483647 || 1
  return (below: number) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

test('every app and the broker killed in mid-story, three times each, at random points', async t => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  t.comment(`SEED=${seed}`)
  const random = randomFrom(seed)
  const system = await startSystem({ sandboxEnv: { NUMBER_RATE: '0' }, env: { NUMBER_RATE: '1000' } })
  t.teardown(() => system.stop())

  const victims = [...apps, 'nats' as const].flatMap(name => Array.from({ length: KILLS_PER_APP }, () => name))
  let customers = 0
  const playNext = () => {
    const index = customers++
    const plan: CustomerPlan = {
      number: `9725100${String(index + 1).padStart(5, '0')}`,
      language: index % 2 === 0 ? 'en' : 'he',
      person: index % 2 === 0 ? 'woman' : 'man',
      tier: 'lite',
      stars: 5,
      portraits: PORTRAITS,
    }
    return playStory(system.sandbox.url, plan)
  }
  /** As long as there is somebody to kill, a new customer comes when one is done. */
  const keepPlaying = async () => {
    const phones = [await playNext()]
    while (victims.length > 0) phones.push(await playNext())
    return phones
  }
  const stories = Promise.all(Array.from({ length: AT_ONCE }, keepPlaying))
  const killed = countBy<AppName | 'nats'>([], name => name)
  const killing = (async () => {
    while (victims.length > 0) {
      await sleep(300 + random(2200))
      const [victim] = victims.splice(random(victims.length), 1)
      if (!victim) break
      if (victim === 'nats') await system.nats.restart('SIGKILL')
      else await system.killAndRestart(victim)
      killed.set(victim, (killed.get(victim) ?? 0) + 1)
    }
  })()
  const [phones] = await Promise.all([stories, killing])
  t.same(
    [...killed.values()],
    [...apps, 'nats'].map(() => KILLS_PER_APP),
    'all of them were killed while the story went on',
  )

  for (const phone of phones.flat()) {
    const chat = await phone.chat()
    t.same([...saidTwice(chat), ...repeated(chat)], [], `${phone.number}: everything was said once`)
  }
  t.same(await settledBooks(system.databaseUrl), [], 'nothing is left over')
  await judgeRecord(t, system.sandbox.url, {
    customers,
    orders: customers,
    portraitsPerOrder: PORTRAITS,
    picturesPerCustomer: PICTURES,
  })
})
