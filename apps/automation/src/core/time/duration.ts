import { z } from 'zod'
import { addDays, addMonths } from './local-time.ts'
import { instantOf, localTimeAt } from './zone.ts'

const count = (max: number) => z.int().nonnegative().max(max).optional()
const MAX_MS = 400 * 86_400_000

const Units = z.strictObject({
  months: count(13),
  weeks: count(57),
  days: count(400),
  hours: count(9600),
  minutes: count(576_000),
})
/** See the value. */
export type Duration = z.infer<typeof Units>

/** A length of time: months, weeks and days by the calendar of the contact's zone, hours and minutes in real time. */
export const Duration = Units.refine(
  duration => approximateMs(duration) > 0,
  'Say how long: at least one minute.',
).refine(duration => approximateMs(duration) <= MAX_MS, 'Longer than 400 days is too long.')

/** The length in milliseconds, a month taken for 30 days: to compare durations, not to add them. */
export function approximateMs({ months = 0, weeks = 0, days = 0, hours = 0, minutes = 0 }: Duration): number {
  return (((months * 30 + weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000
}

/** The instant a duration later (`sign` 1) or earlier (-1): first the calendar's part in the zone, then the clock's. */
export function addDuration(instantMs: number, duration: Duration, zone: string, sign: 1 | -1 = 1): number {
  const { months = 0, weeks = 0, days = 0, hours = 0, minutes = 0 } = duration
  const clockMs = (hours * 60 + minutes) * 60_000 * sign
  if (months === 0 && weeks === 0 && days === 0) return instantMs + clockMs
  const local = localTimeAt(zone, instantMs)
  const date = addDays(addMonths(local, months * sign), (weeks * 7 + days) * sign)
  const belowMinuteMs = ((instantMs % 60_000) + 60_000) % 60_000
  return instantOf(zone, { ...local, ...date }) + belowMinuteMs + clockMs
}

/** In words: `1 day and 2 hours`. */
export function formatDuration(duration: Duration): string {
  const parts = (['months', 'weeks', 'days', 'hours', 'minutes'] as const).flatMap(unit => {
    const value = duration[unit] ?? 0
    return value === 0 ? [] : [`${value} ${value === 1 ? unit.slice(0, -1) : unit}`]
  })
  return parts.length < 2 ? (parts[0] ?? 'no time') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
