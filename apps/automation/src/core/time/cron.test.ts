import assert from 'node:assert/strict'
import { Temporal } from '@js-temporal/polyfill'
import { CronExpressionParser } from 'cron-parser'
import fc from 'fast-check'
import { test } from 'tap'
import { CronError, parseCron } from './cron.ts'
import { nextSlot, previousSlot, slotsBetween } from './cron-slots.ts'

const zones = [
  'Asia/Jerusalem',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Chatham',
  'Asia/Beirut',
]
const number = (min: number, max: number) => fc.integer({ min, max })
const field = (min: number, max: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 3, arbitrary: number(min, max).map(String) },
    fc.uniqueArray(number(min, max), { minLength: 2, maxLength: 4 }).map(values => values.join(',')),
    fc.tuple(number(min, max), number(min, max)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    number(2, Math.min(20, Math.max(2, max - 1))).map(step => `*/${step}`),
    fc.tuple(number(min, max), number(2, 6)).map(([from, step]) => `${from}-${max}/${step}`),
  )
/** Days up to 28, so that every line fires. A field of days with a step counts as `*` here and as a list elsewhere: not compared. */
const lines = fc
  .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6))
  .filter(([, , day, , weekday]) => !(day.startsWith('*/') || weekday.startsWith('*/')))
  .map(parts => parts.join(' '))
const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) })

test('next and previous slots are those of cron-parser, where no clock changes', async () => {
  fc.assert(
    fc.property(lines, fc.constantFrom('UTC', 'Asia/Tokyo', 'Asia/Kolkata'), instants, (line, zone, ms) => {
      const oracle = () => CronExpressionParser.parse(line, { tz: zone, currentDate: new Date(ms) })
      const cron = parseCron(line)
      assert.equal(nextSlot(cron, zone, ms), oracle().next().getTime(), `next of ${line} after ${ms} in ${zone}`)
      assert.equal(
        previousSlot(cron, zone, ms),
        oracle().prev().getTime(),
        `previous of ${line} before ${ms} in ${zone}`,
      )
    }),
    { numRuns: 250 },
  )
})

/** What the rule says, minute by minute, with Temporal: each local minute that fits, at the instant that it means. */
function byHand(line: string, zone: string, fromMs: number, untilMs: number): number[] {
  const { minutesOfDay, everyHour } = parseCron(line)
  const slots = new Set<number>()
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .subtract({ days: 1 })
  const last = Temporal.Instant.fromEpochMilliseconds(untilMs).toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 })
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    for (const minutes of minutesOfDay) {
      const plain = date.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
      slots.add(plain.toZonedDateTime(zone).epochMilliseconds)
      const later = plain.toZonedDateTime(zone, { disambiguation: 'later' })
      if (everyHour && later.toPlainDateTime().equals(plain)) slots.add(later.epochMilliseconds)
    }
  }
  return [...slots].filter(ms => ms > fromMs && ms <= untilMs).sort((a, b) => a - b)
}

test('through a change of the clocks, slots are those that the rule names', async t => {
  const daily = fc.tuple(field(0, 59), field(0, 23)).map(([minute, hour]) => `${minute} ${hour} * * *`)
  let changes = 0
  fc.assert(
    fc.property(daily, fc.constantFrom(...zones), instants, (line, zone, ms) => {
      const change = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
      if (change) changes += 1
      const middleMs = Math.floor((change?.epochMilliseconds ?? ms) / 60_000) * 60_000
      const [fromMs, untilMs] = [middleMs - 26 * 3_600_000, middleMs + 26 * 3_600_000]
      const expected = byHand(line, zone, fromMs, untilMs)
      assert.deepEqual(
        slotsBetween(parseCron(line), zone, fromMs, untilMs, 5000),
        expected,
        `${line} in ${zone} around ${middleMs}`,
      )
      const cron = parseCron(line)
      const ahead: number[] = []
      for (let at = nextSlot(cron, zone, fromMs); at !== undefined && at <= untilMs && ahead.length < 60; ) {
        ahead.push(at)
        at = nextSlot(cron, zone, at)
      }
      assert.deepEqual(ahead, expected.slice(0, 60), `forward: ${line} in ${zone} around ${middleMs}`)
    }),
    { numRuns: 30 },
  )
  t.ok(changes >= 30, `${changes} changes of the clocks`)
})

const around = (line: string, zone: string, from: string, until: string) =>
  slotsBetween(parseCron(line), zone, Date.parse(from), Date.parse(until), 100).map(ms =>
    new Date(ms).toISOString().slice(0, 16),
  )

test('clocks in Jerusalem: 02:30 is skipped in March and comes late, 01:30 comes twice in October and counts once', async t => {
  t.strictSame(around('30 2 * * *', 'Asia/Jerusalem', '2026-03-26T12:00Z', '2026-03-28T12:00Z'), [
    '2026-03-27T00:30',
    '2026-03-27T23:30',
  ])
  t.strictSame(around('30 1 * * *', 'Asia/Jerusalem', '2026-10-24T12:00Z', '2026-10-26T12:00Z'), [
    '2026-10-24T22:30',
    '2026-10-25T23:30',
  ])
  t.strictSame(
    around('0 * * * *', 'Asia/Jerusalem', '2026-10-24T21:30Z', '2026-10-25T01:30Z'),
    ['2026-10-24T22:00', '2026-10-24T23:00', '2026-10-25T00:00', '2026-10-25T01:00'],
    'every hour is every hour',
  )
  t.strictSame(
    around('30 2,3 * * *', 'Asia/Jerusalem', '2026-03-26T12:00Z', '2026-03-27T12:00Z'),
    ['2026-03-27T00:30'],
    'and what falls together is one',
  )
})

test('clocks that go back over midnight return to the day before', async t => {
  // St. John's, 29 October 2000: 00:01 becomes 23:01 of the 28th.
  const slots = around('*/20 * * * *', 'America/St_Johns', '2000-10-29T02:00Z', '2000-10-29T03:40Z')
  t.strictSame(slots, [
    '2000-10-29T02:10',
    '2000-10-29T02:30',
    '2000-10-29T02:50',
    '2000-10-29T03:10',
    '2000-10-29T03:30',
  ])
  const cron = parseCron('*/20 * * * *')
  t.equal(nextSlot(cron, 'America/St_Johns', Date.parse('2000-10-29T02:10Z')), Date.parse('2000-10-29T02:30Z'))
  t.equal(previousSlot(cron, 'America/St_Johns', Date.parse('2000-10-29T02:50Z')), Date.parse('2000-10-29T02:30Z'))
})

test('29 February comes every four years, but not in 2100', async t => {
  const leap = parseCron('0 9 29 2 *')
  t.equal(nextSlot(leap, 'UTC', Date.UTC(2026, 0, 1)), Date.UTC(2028, 1, 29, 9))
  t.equal(nextSlot(leap, 'UTC', Date.UTC(2096, 5, 1)), Date.UTC(2104, 1, 29, 9))
  t.equal(previousSlot(leap, 'UTC', Date.UTC(2104, 0, 1)), Date.UTC(2096, 1, 29, 9))
})

test('a day of the month or a day of the week is enough if both are given', async t => {
  const friday13 = parseCron('0 0 13 * fri')
  t.equal(nextSlot(friday13, 'UTC', Date.UTC(2026, 10, 1)), Date.UTC(2026, 10, 6), 'a Friday')
  t.equal(nextSlot(friday13, 'UTC', Date.UTC(2026, 11, 11)), Date.UTC(2026, 11, 13), 'a 13th, a Sunday')
})

test('what is no cron line is refused with a sentence', async t => {
  const refused: Record<string, RegExp> = {
    '': /five fields/,
    '* * * *': /five fields.*has 4/,
    '* * * * * *': /has 6/,
    '60 * * * *': /minute 60 is not between 0 and 59/,
    '* 24 * * *': /hour 24/,
    '* * 0 * *': /day 0/,
    '* * * 13 *': /month 13/,
    '* * * * 8': /weekday 8/,
    '*/0 * * * *': /step of the minute 0/,
    '5-1 * * * *': /ends before it begins/,
    '1,,2 * * * *': /cannot be read/,
    '1/2/3 * * * *': /cannot be read/,
    '1-2-3 * * * *': /cannot be read/,
    'x * * * *': /cannot be read/,
    '* * * foo *': /month "foo"/,
    '0 0 31 2 *': /never fires/,
    '0 0 31 4,6,9,11 *': /never fires/,
    '@reboot': /five fields/,
  }
  for (const [line, sentence] of Object.entries(refused)) {
    try {
      parseCron(line)
      t.fail(`${line} was read`)
    } catch (error) {
      t.type(error, CronError)
      t.match((error as Error).message, sentence, line)
    }
  }
})

test('names, Sunday as 7, steps from a number, and short names of whole lines', async t => {
  const weekdaysOf = (line: string) => [...parseCron(line).weekdays].sort()
  t.strictSame(weekdaysOf('0 0 * * 7'), [0])
  t.strictSame(weekdaysOf('0 0 * * mon-FRI'), [1, 2, 3, 4, 5])
  t.strictSame(weekdaysOf('0 0 * * 5-7'), [0, 5, 6])
  t.strictSame(weekdaysOf('0 0 * * *'), [0, 1, 2, 3, 4, 5, 6])
  t.strictSame(parseCron('50/5 0 * * *').minutesOfDay, [50, 55])
  t.strictSame([...parseCron('@yearly').months], [1])
  t.equal(parseCron('@hourly').minutesOfDay.length, 24)
})
