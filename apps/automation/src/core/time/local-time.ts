/** What a calendar shows; `month` from 1. */
export interface LocalDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** What a calendar and a clock show, without a zone. */
export interface LocalTime extends LocalDate {
  readonly hour: number
  readonly minute: number
}

/** A local time read as if it were UTC: for arithmetic, not an instant. Overflowing fields carry over. */
export function localAsUtcMs({ year, month, day, hour, minute }: LocalTime): number {
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute))
  const carriedYears = date.getUTCFullYear() - 2000
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute)
  date.setUTCFullYear(year + carriedYears)
  return date.getTime()
}

/** The inverse of `localAsUtcMs`. */
export function utcMsAsLocal(ms: number): LocalTime {
  const date = new Date(ms)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  }
}

/** The date some days later, or earlier. */
export function addDays({ year, month, day }: LocalDate, days: number): LocalDate {
  return dateOf(utcMsAsLocal(localAsUtcMs({ year, month, day: day + days, hour: 0, minute: 0 })))
}

/** The date some months later; a day that the month does not have becomes its last (31 January + 1 month = 28 February). */
export function addMonths({ year, month, day }: LocalDate, months: number): LocalDate {
  const count = year * 12 + (month - 1) + months
  const target = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 }
  return { ...target, day: Math.min(day, daysInMonth(target.year, target.month)) }
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Whether a year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf({ year, month, day }: LocalDate): number {
  return new Date(localAsUtcMs({ year, month, day, hour: 0, minute: 0 })).getUTCDay()
}

/** The date alone. */
export function dateOf({ year, month, day }: LocalDate): LocalDate {
  return { year, month, day }
}

/** `2026-11-21`. */
export function formatDate({ year, month, day }: LocalDate): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

/** `2026-11-21T09:00`. */
export function formatLocalTime(local: LocalTime): string {
  return `${formatDate(local)}T${twoDigits(local.hour)}:${twoDigits(local.minute)}`
}

/** Reads `2026-11-21`; undefined if it is no date of the calendar. */
export function parseDate(text: string): LocalDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return exists ? { year, month, day } : undefined
}

/** Reads `2026-11-21T09:00`; undefined if there is no such time. */
export function parseLocalTime(text: string): LocalTime | undefined {
  const date = parseDate(text.slice(0, 10))
  const minutes = text[10] === 'T' ? parseClock(text.slice(11)) : undefined
  if (!date || minutes === undefined) return undefined
  return { ...date, hour: Math.floor(minutes / 60), minute: minutes % 60 }
}

/** Reads `09:30` as minutes since midnight; undefined if it is no time of the day. */
export function parseClock(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined
}

/** A date with a time of the day, given in minutes since midnight. */
export function atMinutes(date: LocalDate, minutes: number): LocalTime {
  return { ...dateOf(date), hour: Math.floor(minutes / 60), minute: minutes % 60 }
}

const twoDigits = (value: number) => String(value).padStart(2, '0')
