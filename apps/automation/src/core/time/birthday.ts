import { z } from 'zod'
import { addDays, atMinutes, isLeapYear, type LocalDate, parseClock } from './local-time.ts'
import { instantOf, localTimeAt } from './zone.ts'

/** When somebody born on 29 February celebrates in a year without one. */
export const LeapDayRule = z.enum(['february_28', 'march_1', 'leap_years_only'])
export type LeapDayRule = z.infer<typeof LeapDayRule>

/** The month and day of a birthday, `1990-02-28` or `--02-28`; undefined if there is no such day. */
export function birthdayOf(text: string): { month: number; day: number; year?: number } | undefined {
  const match = /^(?:(\d{4})|-)-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [month, day] = [Number(match[2]), Number(match[3])]
  const year = match[1] === undefined ? undefined : Number(match[1])
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  if (longest === undefined || day < 1 || day > longest) return undefined
  return year === undefined ? { month, day } : { month, day, year }
}

/** The date on which a birthday is celebrated in a year; undefined in a year in which it is not. */
export function celebration(
  birthday: { readonly month: number; readonly day: number },
  year: number,
  rule: LeapDayRule,
): LocalDate | undefined {
  const { month, day } = birthday
  if (month !== 2 || day !== 29 || isLeapYear(year)) return { year, month, day }
  switch (rule) {
    case 'february_28':
      return { year, month: 2, day: 28 }
    case 'march_1':
      return { year, month: 3, day: 1 }
    case 'leap_years_only':
      return undefined
  }
}

/** Which birthdays (`MM-DD`) are celebrated on a date: two on 28 February or 1 March of a year without a 29th. For an index. */
export function birthdaysOn({ year, month, day }: LocalDate, rule: LeapDayRule): string[] {
  const own = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (isLeapYear(year)) return [own]
  if (rule === 'february_28' && own === '02-28') return [own, '02-29']
  if (rule === 'march_1' && own === '03-01') return [own, '02-29']
  return [own]
}

/** What a birthday trigger says about its time. */
export interface BirthdayTime {
  /** Time of the day, `09:00`. */
  readonly at: string
  readonly leapDay: LeapDayRule
  /** Days before the birthday (0 = on it). */
  readonly daysBefore?: number | undefined
}

/** The first greeting of a birthday strictly after an instant, in the contact's zone, and the year that is celebrated. */
export function nextBirthday(
  birthday: string,
  zone: string,
  time: BirthdayTime,
  afterMs: number,
): { atMs: number; year: number } | undefined {
  const born = birthdayOf(birthday)
  if (!born) return undefined
  const from = localTimeAt(zone, afterMs).year - 1
  // Eight years lie between the 29ths of February around a century.
  for (let year = from; year <= from + 11; year += 1) {
    const atMs = birthdaySlot(born, year, zone, time)
    if (atMs !== undefined && atMs > afterMs) return { atMs, year }
  }
  return undefined
}

/** When the greeting of one year's birthday is due; undefined in a year without one. */
export function birthdaySlot(
  born: { readonly month: number; readonly day: number },
  year: number,
  zone: string,
  time: BirthdayTime,
): number | undefined {
  const date = celebration(born, year, time.leapDay)
  if (!date) return undefined
  return instantOf(zone, atMinutes(addDays(date, -(time.daysBefore ?? 0)), parseClock(time.at) ?? 0))
}
