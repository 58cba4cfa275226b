import type { TriggerOf } from '../core/index.ts'
import { birthdaysOn } from '../core/time/birthday.ts'
import { addDays, atMinutes, dateOf, formatDate, type LocalDate, parseClock } from '../core/time/local-time.ts'
import { instantOf, localTimeAt } from '../core/time/zone.ts'
import type { Look, PlannedSlot } from './planned-slot.ts'

/** The name under which it is noted that a contact's birthday, or the zone in which it begins, is news. */
export const birthdayName = 'birthday'

/** When a birthday trigger is due in each zone, and whose birthdays are celebrated. */
export function birthdaySlots(trigger: TriggerOf<'birthday'>, ownZone: string, look: Look): PlannedSlot[] {
  return look.zones.flatMap(timeZone => {
    const zone = timeZone ?? ownZone
    return datesAround(zone, look).flatMap(date => {
      const dueMs = instantOf(zone, atMinutes(date, parseClock(trigger.at) ?? 0))
      if (dueMs <= look.fromMs || dueMs > look.untilMs) return []
      const celebrated = addDays(date, trigger.daysBefore ?? 0)
      const birthdays = birthdaysOn(celebrated, trigger.leapDay).map(text => Number(text.replace('-', '')))
      const slot = `birthday:${formatDate(celebrated)}:${timeZone ?? ''}`
      return {
        slot,
        line: slot,
        dueMs,
        audience: { kind: 'birthday', timeZone, birthdays, year: celebrated.year },
      }
    })
  })
}

/** The dates of a zone's calendar that a look may touch: a day more at both ends, for changes of the clocks at midnight. */
export function datesAround(zone: string, { fromMs, untilMs }: Look): LocalDate[] {
  const dates: LocalDate[] = []
  const last = addDays(localTimeAt(zone, untilMs), 1)
  const end = formatDate(last)
  for (let date = addDays(localTimeAt(zone, fromMs), -1); formatDate(date) <= end; date = addDays(date, 1)) {
    dates.push(dateOf(date))
  }
  return dates
}
