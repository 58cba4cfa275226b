import { z } from 'zod'
import { CronError, parseCron } from './cron.ts'
import { parseClock, parseDate, parseLocalTime } from './local-time.ts'
import { isTimeZone } from './zone.ts'

/** A time of the day, `09:30`. */
export const ClockTime = z
  .string()
  .refine(text => parseClock(text) !== undefined, 'This is no time of the day; it is written like 09:30.')

/** An IANA time zone. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'There is no such time zone; it is written like Asia/Jerusalem.')

/** The contact's own zone (the automation's where the contact's is not known), or the same for everybody. */
export const ZoneChoice = z
  .string()
  .max(64)
  .refine(
    zone => zone === 'contact' || isTimeZone(zone),
    'There is no such time zone; it is written like Asia/Jerusalem, or "contact" for the contact\'s own.',
  )

/** A date, `2026-11-21`. */
export const DateText = z
  .string()
  .refine(text => parseDate(text) !== undefined, 'There is no such date; it is written like 2026-11-21.')

/** A date and a time of the day without a zone, `2026-11-21T09:30`. */
export const LocalTimeText = z
  .string()
  .refine(text => parseLocalTime(text) !== undefined, 'There is no such time; it is written like 2026-11-21T09:30.')

/** A cron line with five fields. */
export const CronLine = z
  .string()
  .max(200)
  .superRefine((line, context) => {
    try {
      parseCron(line)
    } catch (error) {
      if (!(error instanceof CronError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  })

/** Days of the week, Sunday first, as cron counts them. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
export const Weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof Weekday>
