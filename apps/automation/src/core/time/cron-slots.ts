import { type Cron, isCronDay } from './cron.ts'
import { addDays, atMinutes, dateOf, formatDate, type LocalDate, localAsUtcMs } from './local-time.ts'
import { clocksAround, localTimeAt } from './zone.ts'

const DAY_MS = 86_400_000

/** 29 February on one weekday comes back after 40 years at the latest (over 2100). */
const HORIZON_DAYS = 41 * 366

/**
 * When a cron line fires next in a zone: strictly after an instant. A time skipped by a change of the clocks fires when it
 * would have been (02:30 at 03:30), a time that comes twice fires the first time; a line for every hour follows real time.
 */
export function nextSlot(cron: Cron, zone: string, afterMs: number): number | undefined {
  let date = dateOf(localTimeAt(zone, afterMs))
  for (let days = 0; days < HORIZON_DAYS; days += 1) {
    // Clocks that go back over midnight (St. John's at 00:01) return to the day before: its slots may lie behind the next day's.
    const slots = [...slotsOn(cron, zone, date), ...slotsOn(cron, zone, addDays(date, 1))].filter(ms => ms > afterMs)
    if (slots.length > 0) return Math.min(...slots)
    date = addDays(date, 1)
  }
  return undefined
}

/** When a cron line fired last in a zone: strictly before an instant. */
export function previousSlot(cron: Cron, zone: string, beforeMs: number): number | undefined {
  let date = addDays(localTimeAt(zone, beforeMs), 1)
  for (let days = 0; days < HORIZON_DAYS; days += 1) {
    const slots = [...slotsOn(cron, zone, addDays(date, -1)), ...slotsOn(cron, zone, date)].filter(ms => ms < beforeMs)
    if (slots.length > 0) return Math.max(...slots)
    date = addDays(date, -1)
  }
  return undefined
}

/** The slots after one instant and up to another (included), ascending; of more than `limit` the last ones. */
export function slotsBetween(cron: Cron, zone: string, afterMs: number, untilMs: number, limit: number): number[] {
  const slots: number[] = []
  const first = formatDate(addDays(localTimeAt(zone, afterMs), -1))
  // Two days more than seem needed: see `nextSlot`.
  let enough = 2
  for (let date = addDays(localTimeAt(zone, untilMs), 1); formatDate(date) >= first && enough > 0; ) {
    slots.push(...slotsOn(cron, zone, date).filter(ms => ms > afterMs && ms <= untilMs))
    if (slots.length >= limit) enough -= 1
    date = addDays(date, -1)
  }
  return slots.sort((a, b) => a - b).slice(-limit)
}

/** The slots whose local time, after a move by a change of the clocks, lies on a date; ascending. */
function slotsOn(cron: Cron, zone: string, date: LocalDate): number[] {
  const dayBefore = addDays(date, -1)
  const fires = isCronDay(cron, date)
  if (!fires && !isCronDay(cron, dayBefore)) return []
  const midnightMs = localAsUtcMs(atMinutes(date, 0))
  const { beforeMs, afterMs, changeMs } = clocksAround(zone, midnightMs - 2 * DAY_MS, midnightMs + 2 * DAY_MS)
  if (beforeMs === afterMs)
    return fires ? cron.minutesOfDay.map(minutes => midnightMs + minutes * 60_000 - beforeMs) : []

  const slots = new Set<number>()
  for (const day of [dayBefore, date]) {
    if (!isCronDay(cron, day)) continue
    const startMs = localAsUtcMs(atMinutes(day, 0))
    for (const minutes of cron.minutesOfDay) {
      const firstMs = startMs + minutes * 60_000 - beforeMs
      const secondMs = startMs + minutes * 60_000 - afterMs
      const [isFirst, isSecond] = [firstMs < changeMs, secondMs >= changeMs]
      slots.add(isFirst || !isSecond ? firstMs : secondMs)
      if (cron.everyHour && isSecond) slots.add(secondMs)
    }
  }
  const isToday = (ms: number) => {
    const sinceMidnightMs = ms + (ms < changeMs ? beforeMs : afterMs) - midnightMs
    return sinceMidnightMs >= 0 && sinceMidnightMs < DAY_MS
  }
  return [...slots].filter(isToday).sort((a, b) => a - b)
}
