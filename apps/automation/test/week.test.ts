import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { contactCreated, messageRequested, tuneFinished } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type Person, person, type World } from './world.ts'

const hourMs = 3_600_000
/** A Friday before the last Sunday of a February without a 29th. */
const begin = Date.parse('2027-02-25T12:00:00Z')
const days = ['02-26', '02-27', '02-28', '02-29', '03-01', '03-02', '03-03', '03-04']
const zones = ['Asia/Jerusalem', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', undefined]
const template = { type: 'template', name: 'birthday', language: 'en' }
const send = [{ id: 'send', type: 'send_template', template }]
const missed = { rule: 'all', withinHours: 24 }

/** Contacts with birthdays all over the week, in zones all over the earth. */
function people(): Person[] {
  return days.flatMap((day, index) =>
    zones.map((timeZone, at) =>
      person({
        birthday: at % 2 === 0 ? `--${day}` : `${index === 3 ? 1992 : 1990}-${day}`,
        ...(timeZone === undefined ? {} : { timeZone }),
        tags: at === 0 ? ['vip'] : [],
        createdAt: new Date(begin).toISOString(),
      }),
    ),
  )
}

async function meetAll(world: World, all: readonly Person[]): Promise<void> {
  for (const one of all) await world.publish(contactCreated, one.contactId, one)
  await eventually(
    async () => {
      const [row] = await world.rows<{ count: string }>('select count(*) from automation.contacts')
      return Number(row?.count) >= all.length
    },
    { timeoutMs: 30_000 },
  )
}

test('two replicas, killed again and again, fire everything of a week exactly once', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'automation-week-'))
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
  const clock = path.join(folder, 'clock')
  /** Replaced whole: a process that reads meanwhile sees the old time or the new. */
  const setClock = (ms: number) => {
    fs.writeFileSync(`${clock}.new`, String(ms - Date.now()))
    fs.renameSync(`${clock}.new`, clock)
  }
  setClock(begin)
  const world = await openWorld(t, { TEST_CLOCK_FILE: clock })
  const replicas = [await world.startProcess(), await world.startProcess()]
  const save = async (automation: object) => {
    const answer = await fetch(`${replicas[0]!.url}/api/automations`, {
      method: 'POST',
      headers: { 'x-api-key': 'an-admin-key-of-this-test', 'content-type': 'application/json' },
      body: JSON.stringify(automation),
    })
    const body = (await answer.json()) as { id: string }
    if (answer.status !== 201) throw new Error(JSON.stringify(body))
    return body.id
  }
  const all = people()
  await meetAll(world, all)
  const birthday = await save({
    name: 'Birthday',
    trigger: { type: 'birthday', at: '09:00', leapDay: 'march_1' },
    steps: send,
    missed,
  })
  const daily = await save({
    name: 'Daily',
    trigger: {
      type: 'schedule',
      cron: '0 9 * * *',
      timeZone: 'Asia/Jerusalem',
      audience: { field: 'contact.tags', op: 'has', value: 'vip' },
    },
    steps: send,
    missed,
  })
  const expiring = await save({
    name: 'Expiring',
    trigger: {
      type: 'relative',
      to: { field: 'model.expiresAt' },
      offset: { days: 3 },
      direction: 'before',
      at: '10:00',
    },
    steps: [...send, { id: 'wait', type: 'wait', for: { days: 1 } }, { ...send[0], id: 'again' }],
    missed,
  })
  for (const [index, { contactId }] of all.slice(0, 10).entries()) {
    await world.publish(tuneFinished, contactId, {
      orderId: contactId,
      contactId,
      tuneId: `tune-${index}`,
      className: 'woman',
      trainedAt: new Date(begin - 30 * 24 * hourMs).toISOString(),
      expiresAt: new Date(begin + (4 * 24 + index) * hourMs).toISOString(),
    })
  }
  await eventually(
    async () => (await world.rows(`select 1 from automation.dates where name = 'model.expiresAt'`)).length === 10,
  )

  const points = ['before-slot-commit', 'before-wake-commit', 'outbox:after-publish', 'outbox:before-publish']
  for (let hours = 6; hours <= 8.5 * 24; hours += 6) {
    setClock(begin + hours * hourMs)
    await sleep(700)
    if (hours % 36 !== 0) continue
    // One is killed outright; the next dies of itself, wherever it gets to first.
    const victim = (hours / 36) % 2
    await replicas[victim]!.kill('SIGKILL')
    const point = points[(hours / 36) % points.length]!
    const crashAt = point.includes(':') ? point : `automation:${point}`
    const doomed = await world.startProcess(crashAt)
    setClock(begin + hours * hourMs)
    await Promise.race([doomed.exited, sleep(1500)])
    await doomed.kill('SIGKILL')
    replicas[victim] = await world.startProcess()
  }
  const expected = { [birthday]: 7 * 5 + 5, [daily]: 8 * 8, [expiring]: 20 }
  const count = (id: string) =>
    world
      .found(messageRequested)
      .filter(({ requester }) => requester.kind === 'automation' && requester.automationId === id)
  await eventually(
    () => Object.entries(expected).every(([id, wanted]) => new Set(count(id).map(one => one.requestId)).size >= wanted),
    {
      timeoutMs: 30_000,
    },
  ).catch(() => {})
  await sleep(2000)

  const ofBirthday = new Map<string, Set<string>>()
  for (const { contactId, requestId } of count(birthday)) {
    ofBirthday.set(contactId, (ofBirthday.get(contactId) ?? new Set()).add(requestId))
  }
  // A published event may come twice, with the same request: message stores it once.
  t.strictSame(
    [...ofBirthday.values()].filter(ids => ids.size !== 1),
    [],
    'nobody is greeted twice',
  )
  t.equal(ofBirthday.size, all.length, 'everybody is greeted')
  for (const [id, wanted] of Object.entries(expected))
    t.equal(new Set(count(id).map(one => one.requestId)).size, wanted, id)
  const twice = await world.rows(
    'select automation_id, contact_id, occurrence from automation.executions group by 1, 2, 3 having count(*) > 1',
  )
  t.strictSame(twice, [])
  const open = await world.rows(`select slot from automation.slots where state = 'open'`)
  t.strictSame(open, [], 'no slot is left open')
  t.equal((await world.rows('select 1 from automation.waits')).length, 0)
})
