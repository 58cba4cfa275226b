import { setTimeout as sleep } from 'node:timers/promises'
import { type CustomerPlan, playStory } from '../story/customer.ts'
import { type AppName, apps, type System, startSystem } from '../system/start-system.ts'
import { type Usage, usageOf } from './process-usage.ts'
import { signedWebhook } from './signed-webhook.ts'
import { PATH } from './with-gateway.ts'

const CUSTOMERS = 25
const WEBHOOKS = 6000
const IN_FLIGHT = 64
const MIB = 1024 * 1024
/** What the chart gives the heap of most: three quarters of 512 MiB. */
const HEAP_MIB = 384

const planOf = (index: number): CustomerPlan => ({
  number: `9725100${String(index + 1).padStart(5, '0')}`,
  language: index % 2 === 0 ? 'en' : 'he',
  person: index % 3 === 0 ? 'man' : 'woman',
  tier: 'lite',
  stars: 5,
  portraits: 12,
})

/** Memory and CPU of every app, each a process: at rest, while customers go through the story, while webhooks come in. */
export async function benchMemory(): Promise<void> {
  const system = await startSystem({
    sandboxEnv: { NUMBER_RATE: '0' },
    env: { NUMBER_RATE: '10000', NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` },
  })
  try {
    await sleep(5000)
    const rest = readAll(system)
    const story = await during(system, () =>
      Promise.all(Array.from({ length: CUSTOMERS }, (_, index) => playStory(system.sandbox.url, planOf(index)))),
    )
    const flood = await during(system, () => sendWebhooks(system))
    await sleep(30_000)
    const after = readAll(system)
    const rate = Math.round(WEBHOOKS / flood.seconds)
    console.log(
      `${'memory'.padEnd(32)}MiB at rest | peak of ${CUSTOMERS} stories | peak of ${rate} webhooks/s | 30 s later`,
    )
    for (const app of apps) {
      const values = [rest.get(app)?.memoryBytes, story.peak.get(app), flood.peak.get(app), after.get(app)?.memoryBytes]
      console.log(`  ${app.padEnd(30)}${values.map(bytes => Math.round((bytes ?? 0) / MIB)).join(' | ')}`)
    }
    console.log(`${'cpu'.padEnd(32)}s per story | ms per webhook | cores in the stories | cores at ${rate} webhooks/s`)
    for (const app of apps) {
      const [inStory, inFlood] = [story.cpuSeconds.get(app) ?? 0, flood.cpuSeconds.get(app) ?? 0]
      const values = [
        inStory / CUSTOMERS,
        (inFlood / WEBHOOKS) * 1000,
        inStory / story.seconds,
        inFlood / flood.seconds,
      ]
      console.log(`  ${app.padEnd(30)}${values.map(value => value.toFixed(2)).join(' | ')}`)
    }
  } finally {
    await system.stop()
  }
}

const readAll = (system: System): Map<AppName, Usage> =>
  new Map(apps.map(app => [app, usageOf(system.process(app).pid)]))

/** What each app used while something was going on: the most memory at once, and CPU. */
async function during(system: System, work: () => Promise<unknown>) {
  const before = readAll(system)
  const peak = new Map<AppName, number>()
  const look = setInterval(() => {
    for (const [app, { memoryBytes }] of readAll(system)) peak.set(app, Math.max(peak.get(app) ?? 0, memoryBytes))
  }, 250)
  const began = performance.now()
  try {
    await work()
  } finally {
    clearInterval(look)
  }
  const seconds = (performance.now() - began) / 1000
  const after = readAll(system)
  const used = (app: AppName) => (after.get(app)?.cpuSeconds ?? 0) - (before.get(app)?.cpuSeconds ?? 0)
  return { seconds, peak, cpuSeconds: new Map(apps.map(app => [app, used(app)])) }
}

/** Webhooks of people who write for the first time, as fast as they are taken; until the last is answered. */
async function sendWebhooks(system: System): Promise<void> {
  const { WHATSAPP_NUMBER_ID: channel = '', WHATSAPP_APP_SECRET: secret = '' } = system.env
  const url = `${system.process('gateway').url}${PATH}`
  let next = 0
  const sender = async () => {
    while (next < WEBHOOKS) {
      const from = `97253${String(next++).padStart(7, '0')}`
      const { body, headers } = signedWebhook({ channel, from, text: 'hi' }, secret)
      const response = await fetch(url, { method: 'POST', headers, body })
      if (response.status !== 200) throw new Error(`the gateway answered ${response.status}`)
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender))
  const last = `97253${String(WEBHOOKS - 1).padStart(7, '0')}`
  for (const until = performance.now() + 120_000; performance.now() < until; ) {
    const response = await fetch(`${system.sandbox.url}/phones/${last}`)
    const { messages = [] } = (await response.json()) as { messages?: { from: string }[] }
    if (messages.some(({ from }) => from === 'business')) return
    await sleep(250)
  }
  throw new Error('the last webhook was not answered within two minutes')
}
