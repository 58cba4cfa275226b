import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createDatabase, startProcess } from '@astria-bot/testing'
import pg from 'pg'
import { cpuPer, readCpu } from './cpu-meter.ts'
import { startFakeGraph } from './fake-graph.ts'
import { median } from './median.ts'
import { signedWebhook } from './signed-webhook.ts'
import { CHANNEL, gatewayEnv, PATH, SECRET, withGateway } from './with-gateway.ts'

const TURNS = Number(process.env['BENCH_TURNS'] ?? 6000)
const IN_FLIGHT = 256
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3)

/** Every so manieth message of those beside automations is one that a keyword waits for. */
const MATCHING = 20
const AUTOMATIONS = 500

/** One measurement. */
interface Round {
  perSecond: number
  /** Of each process per turn, in ms. */
  cpu: ReadonlyMap<string, number>
}

/** Conversation turns: a webhook in, the reply at the (fake) Graph API; every turn is a new contact's first word. */
export async function benchTurns(): Promise<void> {
  await turns({ text: () => 'hi' })
}

/**
 * The same without the automation app, beside it with nothing on, and with 500 keyword automations on that look at every
 * message and answer one in twenty; in turns, so that whatever else the machine does meets all of them. On a machine where
 * all share the processors the rate falls by what the app takes of them, so the CPU of each process per turn is told as well.
 */
export async function benchTurnsWithAutomations(): Promise<void> {
  const text = (number: number) => (number % MATCHING === 0 ? `and word${number % AUTOMATIONS}?` : 'hi')
  const kinds = [undefined, 0, AUTOMATIONS]
  const rounds: Round[][] = []
  for (let number = 0; number < ROUNDS; number += 1) {
    const round: Round[] = []
    for (const automations of kinds) round.push(await turns({ text, automations }))
    rounds.push(round)
  }
  const of = (kind: number) => rounds.map(round => round[kind] as Round)
  for (const [kind, automations] of kinds.entries()) {
    const middle = median(of(kind), totalOf)
    const parts = [...middle.cpu].map(([name, ms]) => `${name} ${ms.toFixed(2)}`).join(', ')
    const rate = median(of(kind), one => one.perSecond).perSecond
    const what = `turns${besides(automations) || ', alone'}`
    console.log(`${what.padEnd(48)}${rate}/s, CPU ms per turn: ${totalOf(middle).toFixed(2)} (${parts})`)
  }
  const losses = (figure: (alone: Round, beside: Round) => number) =>
    median(
      rounds.map(([alone, , beside]) => figure(alone as Round, beside as Round)),
      loss => loss,
    ).toFixed(1)
  const loss = losses((alone, beside) => 100 * (1 - beside.perSecond / alone.perSecond))
  const more = losses((alone, beside) => 100 * (totalOf(beside) / totalOf(alone) - 1))
  console.log(
    `loss beside ${AUTOMATIONS} automations`.padEnd(48) +
      `${loss} % of the rate (median of ${ROUNDS} pairs; goal 10), ${more} % more CPU per turn`,
  )
}

const totalOf = ({ cpu }: Round) => [...cpu.values()].reduce((sum, ms) => sum + ms, 0)

/** What is sent, and beside how many automations; absent: without their app. */
interface Turns {
  text(number: number): string
  automations?: number | undefined
}

async function turns({ text, automations }: Turns): Promise<Round> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'astria-bench-'))
  const database = await createDatabase()
  const graph = await startFakeGraph()
  try {
    return await withGateway(async (gateway, nats) => {
      const message = await startProcess({
        app: 'message',
        env: {
          ...gatewayEnv(nats.url),
          DATABASE_URL: database.url,
          FILES_URL: `file://${folder}`,
          WHATSAPP_API_URL: graph.url,
          WHATSAPP_API_KEY: 'bench',
          PRIVATE_HOSTS: graph.host,
          SUPPORT_CONTACT: 'bench',
          NUMBER_RATE: '10000',
        },
      })
      const engine = automations === undefined ? undefined : await startAutomations(nats.url, database.url, automations)
      const pids = { gateway: gateway.pid, message: message.pid, automation: engine?.pid, nats: nats.pid }
      const before = await readCpu(pids, database.url)
      const perSecond = await measure(gateway.url, graph.firstAt, { text, automations })
      await settle(database.url)
      const cpu = cpuPer(TURNS, before, await readCpu(pids, database.url))
      await engine?.stop()
      await message.stop()
      return { perSecond, cpu }
    })
  } finally {
    graph.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const besides = (automations: number | undefined) =>
  automations === undefined ? '' : `, beside ${automations} automations`

/** Waits until nobody writes any more: what an app does later is its price as well. */
async function settle(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const written = async () => {
    const { rows } = await client.query(
      'select (select count(*) from automation.inbox) + (select count(*) from messaging.inbox) as count',
    )
    return Number(rows[0].count)
  }
  for (let last = -1, now = await written(); now !== last; now = await written()) {
    last = now
    await new Promise(resolve => setTimeout(resolve, 1500))
  }
  await client.end()
}

async function startAutomations(natsUrl: string, databaseUrl: string, count: number) {
  const key = 'a-key-of-the-benchmark'
  const env = { ...gatewayEnv(natsUrl), DATABASE_URL: databaseUrl, API_KEYS: `bench:admin:${key}` }
  const app = await startProcess({ app: 'automation', env })
  const definition = (index: number) => ({
    name: `Keyword ${index}`,
    trigger: { type: 'keyword', keywords: [{ text: `word${index}`, match: 'contains' }] },
    steps: [{ id: 'answer', type: 'send', content: { type: 'text', body: 'An answer' } }],
  })
  if (count > 0) {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' }
    const automations = Array.from({ length: count }, (_, index) => ({ definition: definition(index) }))
    const body = JSON.stringify({ automations })
    const answer = await fetch(`${app.url}/api/automations/import`, { method: 'POST', headers, body })
    // Read to its end: an answer that nobody takes would hold the app when it ends.
    const said = await answer.text()
    if (answer.status !== 201) throw new Error(`the import was answered ${answer.status}: ${said}`)
  }
  return app
}

async function measure(url: string, firstAt: ReadonlyMap<string, number>, of: Turns): Promise<number> {
  const sentAt = new Map<string, number>()
  let next = 0
  const began = performance.now()
  const sender = async () => {
    while (next < TURNS) {
      const number = next
      next += 1
      const from = `97252${String(number).padStart(7, '0')}`
      const { body, headers } = signedWebhook({ channel: CHANNEL, from, text: of.text(number) }, SECRET)
      sentAt.set(from, performance.now())
      const response = await fetch(`${url}${PATH}`, { method: 'POST', headers, body })
      if (response.status !== 200) throw new Error(`the gateway answered ${response.status}`)
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender))
  for (const until = performance.now() + 120_000; firstAt.size < TURNS && performance.now() < until; ) {
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  const lastAt = Math.max(...firstAt.values())
  const latencies = [...sentAt]
    .flatMap(([from, at]) => (firstAt.has(from) ? [(firstAt.get(from) ?? 0) - at] : []))
    .sort((a, b) => a - b)
  const at = (share: number) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0)
  const perSecond = Math.round(firstAt.size / ((lastAt - began) / 1000))
  console.log(
    `turns/s, ${IN_FLIGHT} in flight${besides(of.automations)}`.padEnd(48) +
      `${perSecond} (${firstAt.size} of ${TURNS} answered), p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  )
  return perSecond
}
