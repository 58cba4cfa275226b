import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openClock } from './clock.ts'

const note = { id: 'note', type: 'log', text: 'x' }
const daily = (at: string, more: object = {}) => ({
  name: `at ${at}`,
  trigger: { type: 'schedule', cron: `${Number(at.slice(3))} ${Number(at.slice(0, 2))} * * *`, timeZone: 'UTC' },
  steps: [note],
  ...more,
})
const never = { SCHEDULE_TICK: '0 0 29 2 *' }

test('an automation that is saved in the minute of its time fires for it once, as it was until then', async t => {
  const clock = await openClock(t, '2026-11-20T08:59:00Z')
  const { world, go, set, fired } = clock
  const dana = await (async () => {
    const app = await clock.start()
    const one = await world.meet()
    await app.stop()
    return one
  })()
  let ringing = await clock.start()
  const keyword = { name: 'k', trigger: { type: 'keyword', keywords: [{ text: 'hi', match: 'exact' }] }, steps: [note] }
  const [same, moved, twice, become, off] = await Promise.all([
    ringing.save(daily('09:00')),
    ringing.save(daily('09:00')),
    ringing.save(daily('09:00')),
    ringing.save(keyword),
    ringing.save(daily('09:00', { enabled: false })),
  ])
  await go('2026-11-20T08:59:40Z')
  await ringing.stop()

  // Nobody has looked at the schedules since; the operator saves.
  set('2026-11-20T09:00:20Z')
  const silent = await clock.start(never)
  const put = async (id: string, automation: object) => {
    const { status } = await silent.call('PUT', `/api/automations/${id}`, automation)
    t.equal(status, 200)
  }
  await put(same, daily('09:00', { description: 'other words' }))
  await put(moved, daily('09:01'))
  await put(twice, daily('09:00'))
  await put(twice, daily('09:00'))
  await put(become, daily('09:00'))
  await put(off, daily('09:00'))
  await silent.stop()
  ringing = await clock.start()
  await go('2026-11-20T09:01:20Z')
  await go('2026-11-21T09:01:20Z')
  t.strictSame(await fired(same, dana), [
    { at: '2026-11-20T09:00', version: 1 },
    { at: '2026-11-21T09:00', version: 2 },
  ])
  t.strictSame(await fired(moved, dana), [
    { at: '2026-11-20T09:00', version: 1 },
    { at: '2026-11-20T09:01', version: 2 },
    { at: '2026-11-21T09:01', version: 2 },
  ])
  t.strictSame(await fired(twice, dana), [
    { at: '2026-11-20T09:00', version: 1 },
    { at: '2026-11-21T09:00', version: 3 },
  ])
  for (const id of [become, off]) {
    t.strictSame(await fired(id, dana), [{ at: '2026-11-21T09:00', version: 2 }], 'what begins now has missed nothing')
  }

  // Saved again and again while two replicas ring and the minutes go by.
  const other = await clock.start()
  const start = Date.parse('2026-11-22T12:00:00Z')
  await go(new Date(start).toISOString())
  const everyMinute = { ...daily('09:00'), trigger: { type: 'schedule', cron: '* * * * *', timeZone: 'UTC' } }
  const busy = await ringing.save(everyMinute)
  const rounds = 60
  for (let round = 1; round <= rounds; round += 1) {
    set(new Date(start + round * 20_000).toISOString())
    const saver = round % 2 === 0 ? ringing : other
    const { status } = await saver.call('PUT', `/api/automations/${busy}`, everyMinute)
    t.equal(status, 200)
    await sleep(45)
  }
  await clock.settled()
  const minutes = Array.from({ length: rounds / 3 }, (_, index) =>
    new Date(start + (index + 1) * 60_000).toISOString().slice(0, 16),
  )
  t.strictSame(
    (await fired(busy, dana)).map(run => run.at),
    minutes,
  )
})

test("who moves to another zone gets each time of the contacts' own clocks once, and loses none", async t => {
  const clock = await openClock(t, '2026-11-17T15:00:00Z', { TIME_ZONE: 'Asia/Jerusalem' })
  const { world, go, fired } = clock
  const { save, call } = await clock.start()
  const of = (cron: string, missed: object, more: object = {}) =>
    save({
      name: cron,
      timeZone: 'UTC',
      trigger: { type: 'schedule', cron, timeZone: 'contact' },
      steps: [note],
      missed,
      ...more,
    })
  const caught = await of('0 9 * * *', { rule: 'last', withinHours: 12 })
  const skipped = await of('0 9 * * *', { rule: 'skip', withinHours: 12 })
  const young = await of('0 9 * * *', { rule: 'all', withinHours: 2 })
  const once = await save({
    name: 'once',
    timeZone: 'UTC',
    trigger: { type: 'once', at: '2026-11-18T09:00', timeZone: 'contact' },
    steps: [note],
  })
  const people = await Promise.all(
    ['America/New_York', 'Asia/Jerusalem', 'NZ', undefined].map(timeZone =>
      world.meet({
        createdAt: '2026-11-01T00:00:00.000Z',
        ...(timeZone === undefined ? {} : { timeZone }),
      }),
    ),
  )
  const [east, west, alias, told] = people as [
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
  ]
  const at = async (id: string, one: { contactId: string }) => (await fired(id, one)).map(run => run.at)

  // Jerusalem had its nine o'clock at 07:00, NZ at 20:00 of the day before; New York and UTC are yet to have theirs.
  for (const stop of ['2026-11-17T20:00:30Z', '2026-11-18T07:00:30Z', '2026-11-18T08:30:00Z']) await go(stop)
  await world.change(east, { timeZone: 'Asia/Jerusalem' })
  await world.change(west, { timeZone: 'America/New_York' })
  await world.change(alias, { timeZone: 'Pacific/Auckland' })
  await world.change(told, { timeZone: 'Asia/Jerusalem' })
  const late = await world.meet({ createdAt: '2026-11-18T08:29:00.000Z' })
  await world.change(late, { timeZone: 'Asia/Jerusalem' })
  await world.quiet()
  await go('2026-11-18T08:31:00Z')
  for (const one of [east, told]) {
    t.strictSame(await at(caught, one), ['2026-11-18T07:00'], 'over where they live now, and not had where they lived')
    t.strictSame(await at(young, one), ['2026-11-18T07:00'])
    t.strictSame(await at(once, one), ['2026-11-18T07:00'])
    t.strictSame(await at(skipped, one), [], 'unless what is missed is skipped')
  }
  for (const id of [caught, skipped, young, once]) t.strictSame(await at(id, late), [], 'who came after the hour')
  // An automation that is switched on now owes nothing of before.
  const newer = await of('0 9 * * *', { rule: 'last', withinHours: 12 })
  await world.change({ ...east, version: 2 }, { timeZone: 'Asia/Kathmandu' })
  await world.quiet()
  for (const stop of ['18T14:00:30', '19T03:15:30', '19T07:00:30', '19T14:00:30']) await go(`2026-11-${stop}Z`)
  t.strictSame(await at(newer, east), ['2026-11-19T03:15'])
  t.strictSame(
    await at(caught, east),
    ['2026-11-18T07:00', '2026-11-19T03:15'],
    'nine in Kathmandu was had in Jerusalem',
  )
  t.strictSame(
    await at(caught, west),
    ['2026-11-18T07:00', '2026-11-19T14:00'],
    'had in Jerusalem, not again in New York',
  )
  t.strictSame(await at(skipped, west), ['2026-11-18T07:00', '2026-11-19T14:00'])
  t.strictSame(await at(once, west), ['2026-11-18T07:00'])
  t.strictSame(await at(once, alias), ['2026-11-17T20:00'], 'another name of the same zone')
  t.strictSame(await at(caught, alias), ['2026-11-17T20:00', '2026-11-18T20:00'])
  t.strictSame(await at(skipped, told), ['2026-11-19T07:00'])

  // The first message of a day, of the contact's own; where the zone is not known, of the business'.
  const first = await save({
    name: 'first',
    trigger: { type: 'message', firstOfDay: true },
    steps: [{ id: 'say', type: 'send', content: { type: 'text', body: 'Good morning' } }],
    quietHours: { from: '22:00', to: '08:00', timeZone: 'contact', rule: 'wait' },
  })
  const [york, nobody] = [await world.meet({ timeZone: 'America/New_York' }), await world.meet()]
  const sent = ['2026-11-20T21:59', '2026-11-20T22:01', '2026-11-21T04:59', '2026-11-21T05:01', '2026-11-21T21:59']
  for (const minute of sent) {
    clock.set(`${minute}:30Z`)
    for (const one of [york, nobody]) await world.say(one, 'hi', { sentAt: `${minute}:30Z` })
    await eventually(async () => {
      const heard = await world.rows('select 1 from automation.activity where last_inbound_at = $1', [`${minute}:30Z`])
      return heard.length === 2
    })
  }
  t.strictSame(await at(first, york), ['2026-11-20T21:59', '2026-11-21T05:01'])
  t.strictSame(await at(first, nobody), ['2026-11-20T21:59', '2026-11-20T22:01'])

  // At 00:01 in New York nothing is said: the log tells that it waits, until when and why, and then that it was said.
  await go('2026-11-21T13:00:30Z')
  const { items } = (await call('GET', `/api/automations/${first}/executions?contactId=${york.contactId}`)).body
  const { steps } = (await call('GET', `/api/automations/${first}/executions/${items[0].id}`)).body
  t.match(steps, [
    {
      number: 1,
      action: 'send',
      state: 'deferred',
      reason: 'quiet_hours',
      output: { until: '2026-11-21T13:00:00.000Z' },
    },
    { number: 2, action: 'send', state: 'requested', reason: null },
  ])
  t.equal(steps.length, 2)
})
