import { daysInMonth, type LocalDate, weekdayOf } from './local-time.ts'

/** A cron line, read. Each set holds the values that match. */
export interface Cron {
  /** Minutes since midnight at which it fires on a day that matches, ascending. */
  readonly minutesOfDay: readonly number[]
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  /** 0 = Sunday. */
  readonly weekdays: ReadonlySet<number>
  /** Whether the day of the month or of the week was given as `*`: if neither was, one of them is enough (as in Vixie cron). */
  readonly anyDay: boolean
  readonly anyWeekday: boolean
  /** Its hour is `*`: it follows real time through a change of the clocks, where others follow the clock. */
  readonly everyHour: boolean
}

/** What a cron line could not be read for: a sentence. */
export class CronError extends Error {
  override readonly name = 'CronError'
}

const MACROS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

interface Field {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly names?: readonly string[]
}

/**
 * Reads `minute hour day month weekday`: `*`, numbers, lists, ranges, steps, English names of months and weekdays,
 * 7 for Sunday, `@hourly` to `@yearly`. Throws a CronError, also for a line that never fires (31 February).
 */
export function parseCron(line: string): Cron {
  const text = MACROS[line.trim().toLowerCase()] ?? line.trim()
  const parts = text.split(/\s+/)
  if (parts.length !== 5) {
    throw new CronError(
      `A cron line has five fields (minute hour day month weekday), this one has ${text ? parts.length : 0}.`,
    )
  }
  const [minute, hour, day, month, weekday] = parts as [string, string, string, string, string]
  const hours = valuesOf(hour, { name: 'hour', min: 0, max: 23 })
  const minutes = valuesOf(minute, { name: 'minute', min: 0, max: 59 })
  const weekdays = valuesOf(weekday, { name: 'weekday', min: 0, max: 7, names: WEEKDAYS })
  const cron: Cron = {
    minutesOfDay: hours.flatMap(h => minutes.map(m => h * 60 + m)),
    days: new Set(valuesOf(day, { name: 'day', min: 1, max: 31 })),
    months: new Set(valuesOf(month, { name: 'month', min: 1, max: 12, names: MONTHS })),
    weekdays: new Set(weekdays.map(value => value % 7)),
    anyDay: day.startsWith('*'),
    anyWeekday: weekday.startsWith('*'),
    everyHour: hour === '*',
  }
  const shortest = Math.min(...cron.days)
  // 2024 is a leap year: its months are as long as they get.
  if (cron.anyWeekday && [...cron.months].every(value => daysInMonth(2024, value) < shortest)) {
    throw new CronError(`It never fires: none of its months has a day ${shortest}.`)
  }
  return cron
}

/** Whether a cron line fires on a date. */
export function isCronDay(cron: Cron, date: LocalDate): boolean {
  if (!cron.months.has(date.month)) return false
  const day = cron.days.has(date.day)
  const weekday = cron.weekdays.has(weekdayOf(date))
  return cron.anyDay || cron.anyWeekday ? day && weekday : day || weekday
}

function valuesOf(text: string, field: Field): number[] {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [range = '', step, ...rest] = part.split('/')
    if (rest.length > 0 || range === '' || step === '')
      throw new CronError(`The ${field.name} "${text}" cannot be read.`)
    const every = step === undefined ? 1 : numberOf(step, { name: `step of the ${field.name}`, min: 1, max: field.max })
    const [from, to] = rangeOf(range, field, step !== undefined)
    for (let value = from; value <= to; value += every) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

function rangeOf(range: string, field: Field, hasStep: boolean): [number, number] {
  if (range === '*') return [field.min, field.name === 'weekday' ? 6 : field.max]
  const [first = '', last, ...rest] = range.split('-')
  if (rest.length > 0) throw new CronError(`The ${field.name} "${range}" cannot be read.`)
  const from = numberOf(first, field)
  if (last === undefined) return [from, hasStep ? field.max : from]
  const to = numberOf(last, field)
  if (to < from) throw new CronError(`The ${field.name} "${range}" ends before it begins.`)
  return [from, to]
}

function numberOf(text: string, { name, min, max, names }: Field): number {
  const named = names?.indexOf(text.toLowerCase()) ?? -1
  const value = named >= 0 ? named + min : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw new CronError(`The ${name} "${text}" cannot be read.`)
  if (value < min || value > max) throw new CronError(`The ${name} ${value} is not between ${min} and ${max}.`)
  return value
}
