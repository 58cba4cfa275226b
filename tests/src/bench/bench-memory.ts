import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type CustomerPlan, playStory } from '../story/customer.ts'
import { type AppName, apps, type System, startSystem } from '../system/start-system.ts'
import { type Usage, usageOf } from './process-usage.ts'
import { signedWebhook } from './signed-webhook.ts'
import { PATH } from './with-gateway.ts'

const CUSTOMERS = 10
const WEBHOOKS = 4000
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
    print('MiB at rest', app => mib(rest.get(app)?.memoryBytes))
    const story = await during(system, () =>
      Promise.all(Array.from({ length: CUSTOMERS }, (_, index) => playStory(system.sandbox.url, planOf(index)))),
    )
    print(`MiB, peak of ${CUSTOMERS} stories at once`, app => mib(story.peak.get(app)))
    print('CPU seconds per story', app => ((story.cpuSeconds.get(app) ?? 0) / CUSTOMERS).toFixed(2))
    const flood = await during(system, () => sendWebhooks(system))
    const rate = Math.round(WEBHOOKS / flood.seconds)
    print(`MiB, peak of ${rate} first words/s`, app => mib(flood.peak.get(app)))
    print('CPU ms per first word', app => (((flood.cpuSeconds.get(app) ?? 0) / WEBHOOKS) * 1000).toFixed(2))
    print(`cores at ${rate} first words/s`, app => ((flood.cpuSeconds.get(app) ?? 0) / flood.seconds).toFixed(2))
    await sleep(30_000)
    const after = readAll(system)
    print('MiB, half a minute later', app => mib(after.get(app)?.memoryBytes))
  } finally {
    await system.stop()
  }
}

const mib = (bytes = 0) => Math.round(bytes / MIB)
const print = (title: string, figure: (app: AppName) => string | number) =>
  console.log(title.padEnd(40) + apps.map(app => `${app} ${figure(app)}`).join(', '))

function readAll(system: System): Map<AppName, Usage> {
  const usage = usageOf(apps.map(app => system.process(app).pid))
  return new Map([...usage.values()].map((value, index) => [apps[index] as AppName, value]))
}

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

/** Webhooks of people who write for the first time, as fast as they are taken; until all of them are handled. */
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
  const client = new pg.Client(system.databaseUrl)
  await client.connect()
  try {
    for (const until = performance.now() + 120_000; performance.now() < until; await sleep(500)) {
      const { rows } = await client.query(handled)
      if (rows[0].handled >= WEBHOOKS && rows[0].waiting === 0) return
    }
    throw new Error('the webhooks were not handled within two minutes')
  } finally {
    await client.end()
  }
}

/** Who wrote, and what is still to be sent to them. The sandbox refuses it: these people are not among its phones. */
const handled = `select count(*) filter (where direction = 'in')::int as handled,
    count(*) filter (where direction = 'out' and state in ('queued', 'sending'))::int as waiting
  from messaging.messages join messaging.contacts on contacts.id = contact_id where phone like '97253%'`
