import assert from 'node:assert/strict'
import {
  addDuration,
  birthdayOf,
  birthdaySlot,
  birthdaysOn,
  instantOf,
  isOpen,
  localTimeAt,
  nextBirthday,
  type OpeningHours,
  parseCron,
  partDueSlots,
  quietUntil,
  slotsBetween,
} from '@astria-bot/automation/core'
import { Temporal } from '@js-temporal/polyfill'
import fc from 'fast-check'
import { test } from 'tap'

const zones = ['UTC', 'Asia/Jerusalem', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']
const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) })
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16))
const rules = ['february_28', 'march_1', 'leap_years_only'] as const

test('a duration later or earlier is what Temporal says', async () => {
  const durations = fc.record({
    months: fc.integer({ min: 0, max: 13 }),
    weeks: fc.integer({ min: 0, max: 3 }),
    days: fc.integer({ min: 0, max: 40 }),
    hours: fc.integer({ min: 0, max: 50 }),
    minutes: fc.integer({ min: 0, max: 100 }),
  })
  fc.assert(
    fc.property(
      instants,
      durations,
      fc.constantFrom(...zones),
      fc.constantFrom(1 as const, -1 as const),
      (ms, duration, zone, sign) => {
        const { months, weeks, days, hours, minutes } = duration
        const from = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
        // Months first, then days, then real time; all forwards or all backwards.
        const dated = from
          .add({ months: months * sign })
          .toPlainDate()
          .add({ days: (weeks * 7 + days) * sign })
        const same = months + weeks + days === 0
        const local = dated.toPlainDateTime(from.toPlainTime()).toZonedDateTime(zone)
        const expected = (same ? from : local).epochMilliseconds + (hours * 60 + minutes) * 60_000 * sign
        assert.equal(addDuration(ms, duration, zone, sign), expected)
      },
    ),
    { numRuns: 400 },
  )
})

test('hours are real time, days are days of the calendar', async t => {
  // Clocks in Jerusalem go back from 02:00 to 01:00 on 25 October 2026: 01:10 comes for the second time.
  const second = Date.parse('2026-10-24T23:10:00Z')
  t.equal(iso(addDuration(second, { hours: 1 }, 'Asia/Jerusalem')), '2026-10-25T00:10')
  t.equal(iso(addDuration(second, { days: 1 }, 'Asia/Jerusalem')), '2026-10-25T23:10')
  t.equal(
    iso(addDuration(Date.parse('2026-10-24T09:00Z'), { days: 1 }, 'Asia/Jerusalem')),
    '2026-10-25T10:00',
    '25 hours',
  )
  t.equal(iso(addDuration(Date.parse('2026-01-31T09:00Z'), { months: 1 }, 'UTC')), '2026-02-28T09:00')
  t.equal(addDuration(1234, { days: 1 }, 'UTC'), 86_401_234, 'to the millisecond')
})

test('every day greets exactly those whose birthday is celebrated, by every rule', async () => {
  const births = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 29 }))
    .map(parts => parts.map(part => String(part).padStart(2, '0')).join('-'))
  fc.assert(
    fc.property(
      fc.oneof(births, fc.constant('02-29')),
      fc.integer({ min: 1999, max: 2101 }),
      fc.constantFrom(...rules),
      (birth, year, leapDay) => {
        const celebrated: string[] = []
        for (let date = new Temporal.PlainDate(year, 1, 1); date.year === year; date = date.add({ days: 1 })) {
          if (birthdaysOn(date, leapDay).includes(birth)) celebrated.push(date.toString())
        }
        const born = birthdayOf(`--${birth}`)
        const slot = born && birthdaySlot(born, year, 'UTC', { at: '09:00', leapDay })
        assert.deepEqual(celebrated, slot === undefined ? [] : [new Date(slot).toISOString().slice(0, 10)])
        const isLeapDay = birth === '02-29' && !new Temporal.PlainDate(year, 1, 1).inLeapYear
        assert.equal(celebrated.length, isLeapDay && leapDay === 'leap_years_only' ? 0 : 1)
      },
    ),
    { numRuns: 150 },
  )
})

test('29 February by each rule, around a century, and in the zone of the contact', async t => {
  const next = (leapDay: (typeof rules)[number], after: string, zone = 'Asia/Jerusalem') =>
    nextBirthday('1996-02-29', zone, { at: '09:00', leapDay }, Date.parse(after))
  t.strictSame(next('february_28', '2026-03-02T00:00Z'), { atMs: Date.parse('2027-02-28T07:00Z'), year: 2027 })
  t.strictSame(next('march_1', '2026-03-02T00:00Z'), { atMs: Date.parse('2027-03-01T07:00Z'), year: 2027 })
  t.strictSame(next('leap_years_only', '2026-03-02T00:00Z'), { atMs: Date.parse('2028-02-29T07:00Z'), year: 2028 })
  t.equal(next('leap_years_only', '2096-03-01T00:00Z')?.year, 2104)
  t.equal(iso(next('march_1', '2026-03-02T00:00Z', 'Pacific/Kiritimati')?.atMs), '2027-02-28T19:00')
  t.equal(nextBirthday('--02-30', 'UTC', { at: '09:00', leapDay: 'march_1' }, 0), undefined, 'there is no such day')
  t.equal(birthdayOf('1990-04-31'), undefined)
  const eve = nextBirthday(
    '--01-01',
    'UTC',
    { at: '09:00', leapDay: 'march_1', daysBefore: 3 },
    Date.parse('2026-11-21T00:00Z'),
  )
  t.strictSame([iso(eve?.atMs), eve?.year], ['2026-12-29T09:00', 2027], 'days before may lie in the year before')
})

test('a birthday greeting whose hour is skipped comes all the same, once', async t => {
  // Clocks in Jerusalem go from 02:00 to 03:00 on 27 March 2026.
  const time = { at: '02:30', leapDay: 'march_1' as const }
  const first = nextBirthday('--03-27', 'Asia/Jerusalem', time, Date.parse('2026-03-20T00:00Z'))
  t.equal(iso(first?.atMs), '2026-03-27T00:30')
  t.equal(nextBirthday('--03-27', 'Asia/Jerusalem', time, first?.atMs ?? 0)?.year, 2027)
})

test('after a downtime of three hours slots are caught up, or only the last, or none; never those that are too old', async t => {
  const nowMs = Date.parse('2026-11-21T12:02:00Z')
  const slots = slotsBetween(parseCron('0,30 * * * *'), 'UTC', nowMs - 3 * 3_600_000, nowMs, 100)
  t.equal(slots.length, 6, 'five were missed, and one is on time')
  const part = (rule: 'all' | 'last' | 'skip', withinHours = 12, due = slots) => {
    const { fire, skip } = partDueSlots(due, { rule, withinHours }, nowMs)
    t.strictSame([...fire, ...skip].sort(), [...due].sort(), 'each slot is decided, once')
    return fire.map(iso)
  }
  t.equal(part('all').length, 6)
  t.strictSame(part('all', 1), ['2026-11-21T11:30', '2026-11-21T12:00'])
  t.strictSame(part('last'), ['2026-11-21T12:00'], 'what is on time makes up for the rest')
  t.strictSame(part('last', 12, slots.slice(0, -1)), ['2026-11-21T11:30'])
  t.strictSame(part('skip'), ['2026-11-21T12:00'])
  t.strictSame(part('skip', 12, slots.slice(0, -1)), [])
  t.strictSame(part('last', 1, slots.slice(0, 2)), [], 'too old')
})

test('looking every minute or after any downtime finds each slot of a week exactly once', async () => {
  const from = Date.parse('2026-10-22T00:00:00Z')
  const until = from + 7 * 86_400_000
  const cron = parseCron('15 */3 * * *')
  const all = slotsBetween(cron, 'Asia/Jerusalem', from, until, 1000)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 * 3_600_000 }), { minLength: 10, maxLength: 200 }), gaps => {
      const found: number[] = []
      let last = from
      for (const gap of [...gaps, until]) {
        const now = Math.min(last + gap, until)
        found.push(
          ...partDueSlots(slotsBetween(cron, 'Asia/Jerusalem', last, now, 1000), { rule: 'all', withinHours: 200 }, now)
            .fire,
        )
        last = now
      }
      assert.deepEqual(found, all)
    }),
    { numRuns: 50 },
  )
})

test('quiet hours end when the clock says so, also over midnight and in the night of a change', async t => {
  const quiet = { from: '22:00', to: '08:00', timeZone: 'contact', rule: 'wait' as const }
  const until = (at: string, zone = 'Asia/Jerusalem', hours = quiet) => iso(quietUntil(hours, zone, Date.parse(at)))
  t.equal(until('2026-11-21T20:00Z'), '2026-11-22T06:00')
  t.equal(until('2026-11-22T05:59Z'), '2026-11-22T06:00')
  t.equal(until('2026-11-22T06:00Z'), undefined)
  t.equal(until('2026-11-21T19:59Z'), undefined)
  t.equal(until('2026-03-26T22:00Z'), '2026-03-27T05:00', 'one hour less')
  t.equal(until('2026-10-24T22:00Z'), '2026-10-25T06:00', 'one hour more')
  const noon = { ...quiet, from: '12:00', to: '14:00' }
  t.equal(until('2026-11-21T11:00Z', 'Asia/Jerusalem', noon), '2026-11-21T12:00')
  t.equal(until('2026-11-21T12:00Z', 'Asia/Jerusalem', noon), undefined)
  const night = { ...quiet, to: '01:30' }
  t.equal(until('2026-10-24T22:40Z', 'Asia/Jerusalem', night), undefined, '01:40, for the first time')
  t.equal(until('2026-10-24T23:10Z', 'Asia/Jerusalem', night), '2026-10-24T23:30', '01:10, for the second time')
  t.equal(quietUntil(undefined, 'UTC', 0), undefined)
  fc.assert(
    fc.property(
      instants,
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 23 }),
      (ms, zone, from, to) => {
        if (from === to) return
        const clock = (hour: number) => `${String(hour).padStart(2, '0')}:30`
        const hours = { from: clock(from), to: clock(to), timeZone: 'contact', rule: 'wait' as const }
        const endMs = quietUntil(hours, zone, ms)
        if (endMs === undefined) return
        assert.ok(endMs > ms && endMs - ms <= 25 * 3_600_000)
        assert.equal(quietUntil(hours, zone, endMs), undefined, 'they are over then')
      },
    ),
    { numRuns: 500 },
  )
})

test('opening hours: days, midnight, closed days', async t => {
  const hours: OpeningHours = {
    timeZone: 'Asia/Jerusalem',
    weekly: [
      { days: ['sunday', 'monday'], from: '09:00', to: '18:00' },
      { days: ['thursday'], from: '20:00', to: '02:00' },
    ],
    closedOn: ['2026-11-23', '2026-11-26'],
  }
  const open = (local: string) => {
    const [date = '', clock = ''] = local.split('T')
    const [year, month, day] = date.split('-').map(Number) as [number, number, number]
    const [hour, minute] = clock.split(':').map(Number) as [number, number]
    return isOpen(hours, instantOf('Asia/Jerusalem', { year, month, day, hour, minute }))
  }
  t.ok(open('2026-11-22T09:00'), 'Sunday')
  t.notOk(open('2026-11-22T08:59'))
  t.notOk(open('2026-11-22T18:00'))
  t.notOk(open('2026-11-23T10:00'), 'a closed Monday')
  t.notOk(open('2026-11-24T10:00'), 'Tuesday')
  t.ok(open('2026-11-19T23:00'), 'Thursday night')
  t.ok(open('2026-11-20T01:59'), 'belongs to Thursday')
  t.notOk(open('2026-11-20T02:00'))
  t.notOk(open('2026-11-26T23:00'), 'a closed Thursday')
  t.notOk(open('2026-11-27T01:00'), 'and its night')
  t.equal(localTimeAt('Asia/Jerusalem', Date.parse('2026-11-21T18:00Z')).hour, 20)
})
