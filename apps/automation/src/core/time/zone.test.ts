import assert from 'node:assert/strict'
import { Temporal } from '@js-temporal/polyfill'
import fc from 'fast-check'
import { test } from 'tap'
import { formatLocalTime, parseLocalTime } from './local-time.ts'
import { instantOf, isTimeZone, localTimeAt, offsetMs, secondInstantOf } from './zone.ts'

const zones = Intl.supportedValuesOf('timeZone')
const instants = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2080, 0, 1) })

test('an instant shows the same local time as with Temporal', async () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, (zone, ms) => {
      const oracle = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
      assert.equal(
        formatLocalTime(localTimeAt(zone, ms)),
        oracle.toPlainDateTime().toString().slice(0, 16),
        `${zone} ${ms}`,
      )
      return offsetMs(zone, ms) === oracle.offsetNanoseconds / 1e6
    }),
    { numRuns: 500 },
  )
})

test('a local time is the same instant as with Temporal, in gaps and overlaps too', async t => {
  const nearChanges = fc
    .tuple(fc.constantFrom(...zones), instants, fc.integer({ min: -200, max: 200 }), fc.constantFrom(-1, 1))
    .map(([zone, ms, minutes, side]) => {
      const change = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
      const changeMs = change?.epochMilliseconds ?? ms
      // Read with the clocks of before, or of after the change: some of these local times do not exist, some exist twice.
      const localMs = changeMs + minutes * 60_000 + offsetMs(zone, changeMs + side * 43_200_000)
      return { zone, local: new Date(localMs).toISOString().slice(0, 16) }
    })
  let gaps = 0
  let overlaps = 0
  fc.assert(
    fc.property(nearChanges, ({ zone, local }) => {
      const plain = Temporal.PlainDateTime.from(local)
      const [earlier, later] = (['earlier', 'later'] as const).map(
        disambiguation => plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
      ) as [number, number]
      const isGap = plain.toZonedDateTime(zone).toPlainDateTime().toString() !== plain.toString()
      if (isGap) gaps += 1
      else if (earlier !== later) overlaps += 1
      const parsed = parseLocalTime(local)
      if (!parsed) return false
      assert.equal(instantOf(zone, parsed), plain.toZonedDateTime(zone).epochMilliseconds, `${zone} ${local}`)
      assert.equal(secondInstantOf(zone, parsed), !isGap && earlier !== later ? later : undefined, `${zone} ${local}`)
      return true
    }),
    { numRuns: 500 },
  )
  t.ok(gaps > 8 && overlaps > 8, `${gaps} in gaps, ${overlaps} in overlaps`)
})

test('a skipped day and years before 100', async t => {
  t.equal(
    new Date(instantOf('Pacific/Apia', { year: 2011, month: 12, day: 30, hour: 12, minute: 0 })).toISOString(),
    '2011-12-30T22:00:00.000Z',
  )
  t.equal(formatLocalTime(localTimeAt('UTC', Date.parse('0050-02-03T04:05:00Z'))), '0050-02-03T04:05')
  t.equal(formatLocalTime(localTimeAt('Asia/Tokyo', Date.parse('2026-01-01T00:00:00Z'))), '2026-01-01T09:00')
})

test('only names of the time zone database are time zones', async t => {
  for (const zone of ['Asia/Jerusalem', 'UTC', 'America/Argentina/Buenos_Aires']) t.ok(isTimeZone(zone), zone)
  for (const name of ['', '+02:00', 'Asia/Haifa', 'contact', '__proto__', 'Asia/Jerusalem '])
    t.notOk(isTimeZone(name), name)
  t.throws(() => offsetMs('Asia/Haifa', 0), RangeError)
})
