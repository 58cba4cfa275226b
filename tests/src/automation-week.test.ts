import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectJetStream } from '@astria-bot/bus'
import { createEvent, tuneFinished } from '@astria-bot/contracts'
import { connect } from '@astria-bot/store'
import { eventually, startProcess } from '@astria-bot/testing'
import { test } from 'tap'
import { countBy, readRecord } from './story/judge.ts'
import { startSystem } from './system/start-system.ts'
import { type Death, deaths, deathsOfSender, shuffled } from './week/deaths.ts'
import { sayOutsideWindow } from './week/outside-window.ts'
import { answer, automations, begin, people, templates, weekHours, withModel } from './week/plan.ts'

const hourMs = 3_600_000
/** So many that what a killed process held, which is given out again after a while, seldom stands before a new question. */
const partitions = 16
/** Longer than the stream waits for an answer: what a frozen process holds is given to another one. */
const frozenMs = 12_000
/** A process that has something to do gets to it in this time, however busy the machine is. */
const deathMs = 60_000

test('two replicas over a week, killed, frozen and told everything several times: WhatsApp got each message once', async t => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  t.comment(`SEED=${seed}`)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'automation-week-'))
  const clock = path.join(folder, 'clock')
  /** Replaced whole: a process that reads meanwhile sees the old time or the new. */
  const setClock = (hours: number) => {
    fs.writeFileSync(`${clock}.new`, String(begin + hours * hourMs - Date.now()))
    fs.renameSync(`${clock}.new`, clock)
  }
  setClock(0)
  const env = {
    PARTITIONS: String(partitions),
    TEMPLATES_READ_MS: '1000',
    NUMBER_RATE: '1000',
    SEND_LEASE_MS: '8000',
    UNKNOWN_WAIT_MS: '4000',
  }
  const sandboxEnv = { STRICT_RECIPIENTS: 'false', NUMBER_RATE: '0', PAIR_BURST: '0' }
  const system = await startSystem({ only: ['gateway', 'message'], env, sandboxEnv })
  const db = connect({ url: system.databaseUrl, name: 'test' })
  const bus = await connectJetStream({ name: 'test', url: system.nats.url, partitions, replicas: 1 })
  const startReplica = (crashAt?: string) =>
    startProcess({
      app: 'automation',
      env: { ...system.env, TEST_CLOCK_FILE: clock },
      ...(crashAt === undefined ? {} : { crashAt }),
    })
  const startBoth = () => Promise.all([startReplica(), startReplica()])
  let replicas = await startBoth()
  const killBoth = () => Promise.all(replicas.map(replica => replica.kill('SIGKILL')))
  t.teardown(async () => {
    await killBoth()
    await bus.close()
    await db.close()
    await system.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  const key = system.env['API_KEYS']?.split(':')[2] ?? ''
  const post = async (url: string, body: object) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    if (response.status !== 201) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const rows = <Row>(text: string) => db.query<Row>({ name: `t:${text.slice(0, 50)}`, text }, [])

  for (const name of templates) {
    await post(`${system.sandbox.url}/templates`, { name, language: 'en_US', body: `This is ${name}` })
  }
  const contactIds: string[] = []
  for (const one of people) {
    const { contactId } = (await post(`${system.process('message').url}/api/contacts`, one)) as { contactId: string }
    contactIds.push(contactId)
  }
  await eventually(
    async () =>
      (await rows('select 1 from automation.contacts')).length === people.length &&
      (await rows('select 1 from automation.templates')).length >= templates.length,
    { timeoutMs: 30_000 },
  )
  for (const automation of automations) await post(`${replicas[0]!.url}/api/automations`, automation)
  for (const [index, contactId] of contactIds.slice(0, withModel).entries()) {
    const data = {
      orderId: randomUUID(),
      contactId,
      tuneId: `tune-${index}`,
      className: 'woman',
      trainedAt: new Date(begin - 30 * 24 * hourMs).toISOString(),
      expiresAt: new Date(begin + (4 * 24 + index) * hourMs).toISOString(),
    }
    // Told twice, by events that know nothing of each other.
    for (let told = 0; told < 2; told += 1) {
      const attributes = { id: randomUUID(), source: 'test', subject: contactId, time: new Date() }
      await bus.publish([createEvent(tuneFinished, attributes, data)])
    }
  }
  await eventually(
    async () => (await rows(`select 1 from automation.dates where name = 'model.expiresAt'`)).length === withModel,
  )
  await t.test('outside the 24 hours', async t =>
    sayOutsideWindow(t, {
      automationUrl: replicas[0]!.url,
      messageUrl: system.process('message').url,
      sandboxUrl: system.sandbox.url,
      key,
    }),
  )
  // Every webhook comes five times.
  await post(`${system.sandbox.url}/faults`, { match: { api: 'webhook' }, what: 'duplicate', n: 5 })
  const asked: string[] = []
  const ask = async () => {
    const { phone } = people[(asked.length * 7) % people.length]!
    asked.push(phone)
    await post(`${system.sandbox.url}/phones/${phone}/messages`, { type: 'text', text: 'what is the price?' })
  }

  let hours = 0
  const goTo = (next: number) => {
    hours = next
    setClock(hours)
  }
  const diedAt: string[] = []
  const died = async (place: string, exited: Promise<{ signal: string | null }>) => {
    const end = await Promise.race([exited, sleep(deathMs, undefined, { ref: false })])
    if (end?.signal === 'SIGKILL') diedAt.push(place)
  }
  /** There is nobody else to do it: whoever is to die at a place gets there. */
  const die = async ({ place, by }: Death) => {
    const doomed = await startReplica(place).catch(error => {
      if (!String(error).includes('SIGKILL')) throw error
      // What the one before left behind brought it there at once.
      diedAt.push(place)
    })
    if (!doomed) return
    if (by === 'question') for (let times = 0; times < 2; times += 1) await ask()
    // Nine o'clock in Jerusalem is in every stretch of a day.
    else if (by === 'slot') goTo(hours + 24)
    else {
      const [wait] = await rows<{ dueAt: Date }>('select min(due_at) as "dueAt" from automation.waits')
      goTo(Math.max(hours, ((wait?.dueAt?.getTime() ?? 0) - begin) / hourMs + 0.1))
    }
    await died(place, doomed.exited)
    await doomed.kill('SIGKILL')
  }
  const dieAll = async (some: readonly Death[]) => {
    await killBoth()
    for (const death of some) await die(death)
    replicas = await startBoth()
  }
  const goOn = async (until: number) => {
    while (hours < until) {
      goTo(Math.min(hours + 8, until))
      await sleep(600)
    }
  }

  for (const place of deathsOfSender) {
    await system.killAndRestart('message', place)
    await ask()
    await died(place, system.process('message').exited)
  }
  await system.killAndRestart('message')
  const [questions, others] = [true, false].map(isQuestion =>
    shuffled(
      deaths.filter(({ by }) => (by === 'question') === isQuestion),
      seed,
    ),
  )
  await dieAll(questions!.slice(0, 3))
  // Somebody waits for the second half of their reminder from the second day on.
  await goOn(48)
  await eventually(async () => (await rows('select 1 from automation.waits')).length > 0, { timeoutMs: 60_000 })
  await dieAll(others!)
  await goOn(120)
  await dieAll(questions!.slice(3))

  await ask()
  const [frozen] = replicas
  const until = Date.now() + frozenMs
  process.kill(frozen!.pid, 'SIGSTOP')
  await ask()
  await goOn(weekHours)
  await sleep(Math.max(0, until - Date.now()))
  process.kill(frozen!.pid, 'SIGCONT')
  t.strictSame(diedAt.toSorted(), [...deaths.map(({ place }) => place), ...deathsOfSender].toSorted(), 'at every place')

  const sent = async () =>
    (await readRecord(system.sandbox.url, 'whatsapp.send')).filter(({ outcome }) => outcome === 'accepted')
  const wanted: Record<string, number> = {
    birthday: people.length,
    daily: 8 * 8,
    expiring: withModel,
    expiring_again: withModel,
    [answer]: asked.length,
  }
  const whatOf = (entry: object) =>
    Object.keys(wanted).find(what => JSON.stringify(entry).includes(what === answer ? answer : `"name":"${what}"`))
  const counts = async () => countBy(await sent(), entry => whatOf(entry) ?? 'other')
  await eventually(
    async () => {
      const now = await counts()
      return Object.entries(wanted).every(([what, times]) => (now.get(what) ?? 0) >= times)
    },
    { timeoutMs: 60_000, everyMs: 250 },
  ).catch(() => {})
  // What would come twice comes now.
  await sleep(2000)

  const found = await counts()
  for (const [what, times] of Object.entries(wanted)) t.equal(found.get(what), times, what)
  const perPerson = countBy(await sent(), entry => `${whatOf(entry)} ${String(entry['phone'])}`)
  const times = (what: string, phone: string) => perPerson.get(`${what} ${phone}`) ?? 0
  const askedBy = countBy(asked, phone => phone)
  t.strictSame(
    people.filter(({ phone }) => times('birthday', phone) !== 1),
    [],
    'everybody is greeted, nobody twice',
  )
  t.strictSame(
    people.filter(({ phone, tags }) => times('daily', phone) !== (tags.length > 0 ? 8 : 0)),
    [],
  )
  t.strictSame(
    people.filter(({ phone }, index) => times('expiring', phone) !== (index < withModel ? 1 : 0)),
    [],
  )
  t.strictSame(
    people.filter(({ phone }) => times(answer, phone) !== (askedBy.get(phone) ?? 0)),
    [],
    'each question is answered once, though its webhook came five times',
  )
  t.strictSame(await rows(`select slot from automation.slots where state = 'open'`), [], 'no slot is left open')
  t.strictSame(await rows('select 1 from automation.waits'), [])
  t.strictSame(await rows('select 1 from automation.outbox'), [])
  t.strictSame(await bus.dead.list(), [])
})
