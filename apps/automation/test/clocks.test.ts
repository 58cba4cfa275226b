import { randomUUID } from 'node:crypto'
import { checkoutOpened, portraitsRated, tuneFinished } from '@astria-bot/contracts'
import { test } from 'tap'
import { openClock, type TestClock } from './clock.ts'
import { changes } from './clock-changes.ts'
import type { Person } from './world.ts'

const note = { id: 'note', type: 'log', text: 'x' }
const all = { rule: 'all', withinHours: 48 }
const unlimited = { AUTOMATIONS_PER_CONTACT_PER_DAY: '0', TIME_ZONE: 'Asia/Jerusalem' }
const tagged = (tag: string) => ({ field: 'contact.tags', op: 'has', value: tag })
const feedback = { orderId: randomUUID(), feedbackGiven: true }

test('clocks: a 29th of February, both changes of a year, a downtime, through the app and its database', async t => {
  const clock = await openClock(t, '2027-02-27T12:00:00Z', unlimited)
  const { world, go, fired, set } = clock
  let app = await clock.start()
  const save = (trigger: object, more: object = {}) =>
    app.save({ name: JSON.stringify(trigger).slice(0, 100), trigger, steps: [note], missed: all, ...more })
  const at = async (id: string, one: Person) => (await fired(id, one)).map(run => run.at)

  const leap = await openLeap({ clock, save })
  await t.test('born on 29 February, in a year without one', async t => leap.without(t))

  for (const change of changes) {
    await t.test(change.season, async t => {
      set(change.from)
      const tag = change.date
      const birthday = `--${change.date.slice(5)}`
      const [dana, ella, tom] = [
        await world.meet({ tags: [tag], birthday, timeZone: 'Asia/Jerusalem' }),
        await world.meet({ tags: [tag], birthday, timeZone: 'America/New_York' }),
        // Whose zone nobody knows lives in that of the business.
        await world.meet({ tags: [tag], birthday }),
      ] as const
      const [hour, minute] = change.at.split(':').map(Number)
      const more = { conditions: tagged(tag) }
      const cron = `${minute} ${hour} * * *`
      const ids = {
        byContact: await save({ type: 'schedule', cron, timeZone: 'contact' }, more),
        business: await save({ type: 'schedule', cron, timeZone: 'Asia/Jerusalem' }, more),
        hourly: await save({ type: 'schedule', cron: '0 * * * *', timeZone: 'contact' }, more),
        birthday: await save({ type: 'birthday', at: change.at, leapDay: 'march_1' }, more),
        once: await save({ type: 'once', at: `${change.date}T${change.at}`, timeZone: 'contact' }, more),
        event: await save(
          {
            type: 'relative',
            to: { event: 'feedback_given' },
            offset: { days: 1 },
            direction: 'after',
            at: change.at,
          },
          more,
        ),
        day: await save(
          {
            type: 'relative',
            to: { field: 'contact.attributes.renewal' },
            offset: { days: 1 },
            direction: 'before',
          },
          more,
        ),
        wait: await app.save({
          name: 'wait',
          trigger: { type: 'manual' },
          steps: [{ id: 'wait', type: 'wait', for: { days: 1 }, until: change.at }, note],
        }),
      }
      const dayAfter = new Date(Date.parse(`${change.date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
      for (const one of [dana, ella, tom]) {
        await world.publish(
          portraitsRated,
          one.contactId,
          { ...feedback, contactId: one.contactId },
          { time: clock.now() },
        )
        await world.change(one, { attributes: { renewal: dayAfter } })
        await app.call('POST', `/api/automations/${ids.wait}/execute`, { contactId: one.contactId })
      }
      await world.quiet()
      for (const stop of change.stops) await go(stop)

      for (const one of [dana, tom]) {
        t.strictSame(await at(ids.byContact, one), change.daily.jerusalem)
        t.strictSame(await at(ids.birthday, one), [change.once.jerusalem])
        t.strictSame(await at(ids.once, one), [change.once.jerusalem])
        t.strictSame(await at(ids.event, one), [change.once.jerusalem])
        t.strictSame(await at(ids.day, one), [change.dayBefore.jerusalem])
      }
      t.strictSame(await at(ids.byContact, ella), change.daily.newYork)
      t.strictSame(await at(ids.birthday, ella), [change.once.newYork])
      t.strictSame(await at(ids.once, ella), [change.once.newYork])
      t.strictSame(await at(ids.event, ella), [change.once.newYork])
      t.strictSame(await at(ids.day, ella), [change.dayBefore.newYork])
      for (const one of [dana, ella]) t.strictSame(await at(ids.business, one), change.daily.jerusalem)
      const [first = '', last = ''] = [change.hours[0], change.hours.at(-1)]
      for (const one of [dana, ella]) {
        const hours = (await at(ids.hourly, one)).filter(hour => hour >= first && hour <= last)
        t.strictSame(hours, change.hours, 'every hour is every hour')
      }
      const waited = await world.rows<{ until: string }>(
        `select input->>'until' as until from automation.steps join automation.executions e using (execution_id)
          where automation_id = $1 and contact_id = any ($2) and number = 1 and e.state = 'completed' order by 1`,
        [ids.wait, [dana.contactId, ella.contactId]],
      )
      t.strictSame(
        waited.map(({ until }) => until.slice(0, 16)),
        [change.once.jerusalem, change.once.newYork],
        'a wait of a day until that time',
      )
      for (const id of Object.values(ids)) await app.call('POST', `/api/automations/${id}/disable`)
    })
  }

  await t.test('a downtime of three hours, by each rule and for each kind of time', async t => {
    set('2027-11-10T08:00:00Z')
    const [dana, kiran] = [
      await world.meet({ timeZone: 'Asia/Jerusalem', birthday: '1990-11-10', tags: ['down'] }),
      await world.meet({ timeZone: 'Asia/Kathmandu', tags: ['down'] }),
    ]
    const before = { to: { field: 'model.expiresAt' }, offset: { days: 3 }, direction: 'before' }
    const kinds: Record<string, object> = {
      cron: { type: 'schedule', cron: '0,30 * * * *', timeZone: 'UTC' },
      clock: { type: 'schedule', cron: '0,30 * * * *', timeZone: 'contact' },
      birthday: { type: 'birthday', at: '13:00', leapDay: 'march_1' },
      date: { type: 'relative', ...before },
      dateAt: { type: 'relative', ...before, offset: { days: 4 }, at: '12:30' },
      event: { type: 'relative', to: { event: 'checkout_opened' }, offset: { hours: 2 }, direction: 'after' },
      once: { type: 'once', at: '2027-11-10T12:00', timeZone: 'contact' },
    }
    const rules = {
      all: { rule: 'all', withinHours: 12 },
      last: { rule: 'last', withinHours: 12 },
      skip: { rule: 'skip', withinHours: 12 },
      young: { rule: 'all', withinHours: 1 },
    }
    const ids: Record<string, Record<string, string>> = {}
    for (const [kind, trigger] of Object.entries(kinds)) {
      ids[kind] = {}
      for (const [rule, missed] of Object.entries(rules)) {
        ids[kind][rule] = await save(trigger, { missed, conditions: tagged('down') })
      }
    }
    const wait = await app.save({
      name: 'wait',
      trigger: { type: 'manual' },
      steps: [{ id: 'wait', type: 'wait', for: { hours: 2 } }, note],
    })
    const { contactId } = dana
    const tune = { orderId: randomUUID(), contactId, className: 'man', trainedAt: '2027-10-13T10:00:00Z' }
    for (const expiresAt of ['2027-11-13T10:00:00Z', '2027-11-13T11:30:00Z']) {
      await world.publish(tuneFinished, contactId, { ...tune, tuneId: expiresAt, expiresAt })
    }
    const checkout = {
      orderId: randomUUID(),
      contactId,
      url: 'https://pay.example.com/1',
      amountMinor: 1,
      currency: 'ILS',
    }
    await world.publish(checkoutOpened, contactId, checkout, { time: new Date('2027-11-10T08:30:00Z') })
    await world.quiet()
    await go('2027-11-10T09:10:00Z')
    await app.call('POST', `/api/automations/${wait}/execute`, { contactId })
    const early = new Map<string, number>()
    for (const id of Object.values(ids).flatMap(byRule => Object.values(byRule))) {
      for (const one of [dana, kiran]) early.set(`${id} ${one.contactId}`, (await at(id, one)).length)
    }

    await app.stop()
    set('2027-11-10T12:12:00Z')
    app = await clock.start()
    await clock.settled()
    const missed = async (kind: string, rule: keyof typeof rules, one: Person) => {
      const id = ids[kind]?.[rule] ?? ''
      return (await at(id, one)).slice(early.get(`${id} ${one.contactId}`)).map(iso => iso.slice(11))
    }
    const halves = ['09:30', '10:00', '10:30', '11:00', '11:30', '12:00']
    const quarters = ['09:15', '09:45', '10:15', '10:45', '11:15', '11:45']
    type Expected = Record<keyof typeof rules, string[]>
    const expected: [string, Person, Expected][] = [
      ['cron', dana, { all: halves, last: ['12:00'], skip: [], young: ['11:30', '12:00'] }],
      ['cron', kiran, { all: halves, last: ['12:00'], skip: [], young: ['11:30', '12:00'] }],
      ['clock', dana, { all: halves, last: ['12:00'], skip: [], young: ['11:30', '12:00'] }],
      ['clock', kiran, { all: quarters, last: ['11:45'], skip: [], young: ['11:15', '11:45'] }],
      ['birthday', dana, { all: ['11:00'], last: ['11:00'], skip: [], young: [] }],
      // Each date is one of its own: none makes up for another.
      ['date', dana, { all: ['10:00', '11:30'], last: ['10:00', '11:30'], skip: [], young: ['11:30'] }],
      ['dateAt', dana, { all: ['10:30'], last: ['10:30'], skip: [], young: [] }],
      ['event', dana, { all: ['10:30'], last: ['10:30'], skip: [], young: [] }],
      ['once', dana, { all: ['10:00'], last: ['10:00'], skip: [], young: [] }],
    ]
    for (const [kind, one, byRule] of expected) {
      for (const rule of Object.keys(rules) as (keyof typeof rules)[]) {
        t.strictSame(await missed(kind, rule, one), byRule[rule], `${kind}, ${rule}`)
      }
    }
    const waited = await world.rows('select state from automation.executions where automation_id = $1', [wait])
    t.strictSame(waited, [{ state: 'completed' }], 'what waited goes on, once')

    await go('2027-11-10T12:30:30Z')
    for (const rule of Object.keys(rules) as (keyof typeof rules)[]) {
      t.equal((await missed('cron', rule, dana)).at(-1), '12:30', 'and on time again')
    }

    for (const id of Object.values(ids).flatMap(byRule => Object.values(byRule))) {
      await app.call('POST', `/api/automations/${id}/disable`)
    }
    const daily = await save(
      { type: 'birthday', at: '09:00', leapDay: 'march_1' },
      { missed: { rule: 'last', withinHours: 72 } },
    )
    const [uri, gil] = [await world.meet({ birthday: '--11-11' }), await world.meet({ birthday: '--11-12' })]
    await go('2027-11-12T12:00:00Z')
    t.strictSame([await at(daily, uri), await at(daily, gil)], [['2027-11-11T07:00'], ['2027-11-12T07:00']])
  })

  await t.test('born on 29 February, in a year with one', async t => leap.with(t))
})

/** People born around 29 February, and an automation for each rule. */
async function openLeap({ clock, save }: { clock: TestClock; save: (trigger: object) => Promise<string> }) {
  const { world, go, fired } = clock
  const people = {
    dana: await world.meet({ timeZone: 'Asia/Jerusalem', birthday: '1992-02-29' }),
    ella: await world.meet({ timeZone: 'America/New_York', birthday: '--02-29' }),
    tom: await world.meet({ birthday: '--02-29' }),
    noa: await world.meet({ birthday: '1990-02-28' }),
    mia: await world.meet({ birthday: '--03-01' }),
  }
  const rules = ['february_28', 'march_1', 'leap_years_only'] as const
  const ids = new Map<string, string>()
  for (const leapDay of rules) ids.set(leapDay, await save({ type: 'birthday', at: '09:00', leapDay }))
  const line = await save({ type: 'schedule', cron: '0 9 29 2 *', timeZone: 'contact' })
  const greeted = async (year: string) =>
    Object.fromEntries(
      await Promise.all(
        rules.map(async rule => {
          const each = await Promise.all(
            Object.entries(people).map(async ([name, one]) => {
              const runs = await fired(ids.get(rule) ?? '', one)
              return [name, runs.map(run => run.at).filter(at => at.startsWith(year))]
            }),
          )
          return [rule, Object.fromEntries(each)]
        }),
      ),
    )
  const noa = (year: string) => [`${year}-02-28T07:00`]
  const mia = (year: string) => [`${year}-03-01T07:00`]
  const those = (year: string, day: string) => ({
    dana: [`${year}-${day}T07:00`],
    ella: [`${year}-${day}T14:00`],
    tom: [`${year}-${day}T07:00`],
    noa: noa(year),
    mia: mia(year),
  })
  type Test = { strictSame: (found: unknown, wanted: unknown, message: string) => unknown }
  return {
    async without(t: Test) {
      for (const stop of ['2027-02-28T20:00:00Z', '2027-03-01T20:00:00Z']) await go(stop)
      t.strictSame(
        await greeted('2027'),
        {
          february_28: those('2027', '02-28'),
          march_1: those('2027', '03-01'),
          leap_years_only: { dana: [], ella: [], tom: [], noa: noa('2027'), mia: mia('2027') },
        },
        'by each rule',
      )
      t.strictSame(await fired(line, people.dana), [], 'a line for the 29th')
    },
    async with(t: Test) {
      for (const stop of ['2028-02-28T20:00:00Z', '2028-03-01T20:00:00Z']) await go(stop)
      const day = those('2028', '02-29')
      t.strictSame(await greeted('2028'), { february_28: day, march_1: day, leap_years_only: day }, 'by each rule')
      t.strictSame(
        (await fired(line, people.ella)).map(run => run.at),
        ['2028-02-29T14:00'],
        'a line for the 29th',
      )
    },
  }
}
