import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectJetStream } from '@astria-bot/bus'
import { createEvent, tuneFinished } from '@astria-bot/contracts'
import { connect } from '@astria-bot/store'
import { type AppProcess, eventually, startProcess } from '@astria-bot/testing'
import { test } from 'tap'
import { countBy, readRecord } from './story/judge.ts'
import { startSystem } from './system/start-system.ts'

const hourMs = 3_600_000
/** A Thursday before the last Sunday of a February without a 29th. */
const begin = Date.parse('2027-02-25T12:00:00Z')
const days = ['02-26', '02-27', '02-28', '02-29', '03-01', '03-02', '03-03', '03-04']
const zones = ['Asia/Jerusalem', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', undefined]
const partitions = 4
/** Longer than the stream waits for an answer: what a frozen process holds is given to another one. */
const frozenMs = 12_000
const answer = 'Every pack has its price'
const places = [
  'automation:before-slot-commit',
  'automation:before-wake-commit',
  'outbox:after-publish',
  'automation:after-commit',
  'bus:before-ack',
]

/** People with birthdays all over the week, in zones all over the earth; those of the first zone are VIPs. */
const people = days.flatMap((day, index) =>
  zones.map((timeZone, at) => ({
    phone: `97250${String(2_000_000 + index * 10 + at)}`,
    birthday: at % 2 === 0 ? `--${day}` : `${index === 3 ? 1992 : 1990}-${day}`,
    ...(timeZone === undefined ? {} : { timeZone }),
    tags: at === 0 ? ['vip'] : [],
  })),
)
const send = (name: string, id = 'send') => ({
  id,
  type: 'send_template',
  template: { type: 'template', name, language: 'en_US' },
})
const missed = { rule: 'all', withinHours: 24 * 31 }
const automations = [
  {
    name: 'Birthday',
    trigger: { type: 'birthday', at: '09:00', leapDay: 'march_1' },
    steps: [send('birthday')],
    missed,
  },
  {
    name: 'Daily',
    trigger: {
      type: 'schedule',
      cron: '0 9 * * *',
      timeZone: 'Asia/Jerusalem',
      audience: { field: 'contact.tags', op: 'has', value: 'vip' },
    },
    steps: [send('daily')],
    missed,
  },
  {
    name: 'Expiring',
    trigger: {
      type: 'relative',
      to: { field: 'model.expiresAt' },
      offset: { days: 3 },
      direction: 'before',
      at: '10:00',
    },
    steps: [send('expiring'), { id: 'wait', type: 'wait', for: { days: 1 } }, send('expiring_again', 'again')],
    missed,
  },
  {
    name: 'Price',
    trigger: { type: 'keyword', keywords: [{ text: 'price', match: 'contains' }] },
    steps: [{ id: 'answer', type: 'send', content: { type: 'text', body: answer }, essential: true }],
  },
]

test('two replicas over a week, killed, frozen and told everything several times: WhatsApp got each message once', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'automation-week-'))
  const clock = path.join(folder, 'clock')
  /** Replaced whole: a process that reads meanwhile sees the old time or the new. */
  const setClock = (hours: number) => {
    fs.writeFileSync(`${clock}.new`, String(begin + hours * hourMs - Date.now()))
    fs.renameSync(`${clock}.new`, clock)
  }
  setClock(0)
  const env = { PARTITIONS: String(partitions), TEMPLATES_READ_MS: '1000', NUMBER_RATE: '1000' }
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
  const replicas = await Promise.all([startReplica(), startReplica()])
  t.teardown(async () => {
    for (const replica of replicas) await replica.kill('SIGKILL')
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

  for (const name of ['birthday', 'daily', 'expiring', 'expiring_again']) {
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
      (await rows('select 1 from automation.templates')).length >= 4,
    { timeoutMs: 30_000 },
  )
  for (const automation of automations) await post(`${replicas[0]!.url}/api/automations`, automation)
  for (const [index, contactId] of contactIds.slice(0, 10).entries()) {
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
    async () => (await rows(`select 1 from automation.dates where name = 'model.expiresAt'`)).length === 10,
  )
  // Every webhook comes five times.
  await post(`${system.sandbox.url}/faults`, { match: { api: 'webhook' }, what: 'duplicate', n: 5 })
  const asked: string[] = []
  const ask = async () => {
    const { phone } = people[(asked.length * 7) % people.length]!
    asked.push(phone)
    await post(`${system.sandbox.url}/phones/${phone}/messages`, { type: 'text', text: 'what is the price?' })
  }

  const deaths: string[] = []
  /** One is killed outright; the next dies of itself, wherever it gets to first; then there are two again. */
  const kill = async (round: number, hours: number) => {
    const victim = round % 2
    await ask()
    await replicas[victim]!.kill('SIGKILL')
    const place = places[round % places.length]!
    const doomed = await startReplica(place)
    await ask()
    setClock(hours)
    if (await Promise.race([doomed.exited.then(() => true), sleep(1500, false)])) deaths.push(place)
    await doomed.kill('SIGKILL')
    replicas[victim] = await startReplica()
  }
  let frozen: { replica: AppProcess; until: number } | undefined
  for (let hours = 6; hours <= 8.5 * 24; hours += 6) {
    setClock(hours)
    if (hours === 150) {
      await ask()
      frozen = { replica: replicas[0]!, until: Date.now() + frozenMs }
      process.kill(frozen.replica.pid, 'SIGSTOP')
      await ask()
    }
    await sleep(700)
    if (hours % 36 === 0) await kill(hours / 36, hours)
  }
  if (frozen) {
    await sleep(Math.max(0, frozen.until - Date.now()))
    process.kill(frozen.replica.pid, 'SIGCONT')
  }

  const sent = async () =>
    (await readRecord(system.sandbox.url, 'whatsapp.send')).filter(({ outcome }) => outcome === 'accepted')
  const wanted: Record<string, number> = {
    birthday: people.length,
    daily: 8 * 8,
    expiring: 10,
    expiring_again: 10,
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
  t.ok(deaths.length > 0, `some died in the middle of their work: ${deaths.join(', ')}`)
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
    people.filter(({ phone }, index) => times('expiring', phone) !== (index < 10 ? 1 : 0)),
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
