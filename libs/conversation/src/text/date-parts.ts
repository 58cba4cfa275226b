import type { Instant } from '../words.ts'

/** The calendar day of an instant, in UTC: day and month (0–11) and year. */
export function dateParts(at: Instant): { day: number; month: number; year: number } {
  const date = new Date(at)
  return { day: date.getUTCDate(), month: date.getUTCMonth(), year: date.getUTCFullYear() }
}
