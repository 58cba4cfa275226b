import { z } from 'zod'
import { parseClock, parseDate, weekdayOf } from './local-time.ts'
import { ClockTime, DateText, TimeZone, Weekday, weekdays } from './schemas.ts'
import { localTimeAt } from './zone.ts'

/** When somebody is there. A range that ends before it begins goes over midnight and belongs to the day on which it begins. */
export const OpeningHours = z.strictObject({
  timeZone: TimeZone,
  weekly: z
    .array(z.strictObject({ days: z.array(Weekday).min(1), from: ClockTime, to: ClockTime }))
    .min(1)
    .max(50),
  /** Days on which nobody is there. */
  closedOn: z.array(DateText).max(400).optional(),
})
export type OpeningHours = z.infer<typeof OpeningHours>

/** Whether somebody is there at an instant. */
export function isOpen(hours: OpeningHours, instantMs: number): boolean {
  const now = localTimeAt(hours.timeZone, instantMs)
  const minutes = now.hour * 60 + now.minute
  const today = weekdays[weekdayOf(now)] as Weekday
  const yesterday = weekdays[(weekdayOf(now) + 6) % 7] as Weekday
  const isClosed = (daysAgo: number) =>
    (hours.closedOn ?? []).some(text => {
      const closed = parseDate(text)
      return closed !== undefined && daysBetween(closed, now) === daysAgo
    })
  return hours.weekly.some(({ days, from, to }) => {
    const begin = parseClock(from) ?? 0
    const end = parseClock(to) ?? 0
    if (begin < end) return days.includes(today) && !isClosed(0) && minutes >= begin && minutes < end
    const sinceToday = days.includes(today) && !isClosed(0) && minutes >= begin
    const sinceYesterday = days.includes(yesterday) && !isClosed(1) && minutes < end
    return sinceToday || sinceYesterday
  })
}

/** Whether somebody is there at every minute of every week. */
export function isAlwaysOpen({ weekly, closedOn = [] }: OpeningHours): boolean {
  const week = 7 * DAY
  const open = new Set<number>()
  for (const { days, from, to } of weekly) {
    const begin = parseClock(from) ?? 0
    const end = parseClock(to) ?? 0
    const length = begin < end ? end - begin : DAY - begin + end
    for (const day of days) {
      const first = weekdays.indexOf(day) * DAY + begin
      for (let minute = first; minute < first + length; minute += 1) open.add(minute % week)
    }
  }
  return closedOn.length === 0 && open.size === week
}

const DAY = 24 * 60

function daysBetween(a: { year: number; month: number; day: number }, b: typeof a): number {
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / 86_400_000)
}
