import type { ContactSnapshot } from '@astria-bot/contracts'
import { asInstant } from '../core/conditions/evaluate.ts'
import type { MissedRule, TriggerOf } from '../core/index.ts'
import { addDuration } from '../core/time/duration.ts'
import { addDays, atMinutes, dateOf, formatLocalTime, parseClock } from '../core/time/local-time.ts'
import { reachMs } from '../core/time/missed.ts'
import { instantOf, localTimeAt } from '../core/time/zone.ts'
import { datesAround } from './birthday-slots.ts'
import type { LateLook, Look, PlannedSlot } from './planned-slot.ts'

type Relative = TriggerOf<'relative'>

const hourMs = 3_600_000
/** A day, and the hour by which a change of the clocks makes it longer. */
const longestDayMs = 25 * hourMs

const attributePrefix = 'contact.attributes.'

/** When a date is, for a contact in a zone: a day in an attribute begins at midnight there. `at`: as it is kept. */
export function dateMsOf(name: string, at: string, { attributes }: ContactSnapshot, zone: string): number {
  const value = name.startsWith(attributePrefix) ? attributes[name.slice(attributePrefix.length)] : undefined
  return asInstant(value ?? undefined, undefined, zone) ?? Date.parse(at)
}

/** The name under which the dates of a relative trigger are kept. */
export function dateName({ to }: Relative): string {
  return 'event' in to ? `event:${to.event}` : to.field
}

/** When a relative trigger is due for a date, in the contact's zone. */
export function relativeDue(trigger: Relative, dateMs: number, zone: string): number {
  const { offset, direction, at } = trigger
  const dueMs = addDuration(dateMs, offset, zone, direction === 'after' ? 1 : -1)
  if (at === undefined) return dueMs
  const day = dateOf(localTimeAt(zone, dueMs))
  const minutes = parseClock(at) ?? 0
  const sameDayMs = instantOf(zone, atMinutes(day, minutes))
  return sameDayMs >= dueMs ? sameDayMs : instantOf(zone, atMinutes(addDays(day, 1), minutes))
}

/** Windows of dates that may have come due; which of them have is said by `relativeDue` for each contact. */
export function relativeSlots(trigger: Relative, ownZone: string, look: Look): PlannedSlot[] {
  const { at } = trigger
  if (at === undefined) {
    const { fromMs, untilMs } = look
    const audience = { ...windowOf(trigger, 'UTC', fromMs, untilMs), afterMs: fromMs, untilMs }
    return [{ slot: `relative:${new Date(untilMs).toISOString()}`, line: '', dueMs: untilMs, audience }]
  }
  return look.zones.flatMap(timeZone => {
    const zone = timeZone ?? ownZone
    return datesAround(zone, look).flatMap(date => {
      const dueMs = instantOf(zone, atMinutes(date, parseClock(at) ?? 0))
      if (dueMs <= look.fromMs || dueMs > look.untilMs) return []
      const window = windowOf(trigger, zone, dueMs - longestDayMs, dueMs)
      const slot = `relative:${formatLocalTime(localTimeAt(zone, dueMs))}:${timeZone ?? ''}`
      return {
        slot,
        line: slot,
        dueMs,
        audience: { ...window, afterMs: dueMs - 1, untilMs: dueMs, timeZone },
      }
    })
  })
}

/**
 * Dates of a batch that were told only after they had come due (or moved there): what was due up to the last look, and is
 * not older than what the rule for missed times catches up. `relativeDue` decides for each contact.
 */
export function lateSlot(trigger: Relative, missed: MissedRule, { batch, plannedMs, nowMs }: LateLook): PlannedSlot {
  const afterMs = plannedMs - reachMs(missed)
  const window = windowOf(trigger, 'UTC', trigger.at === undefined ? afterMs : afterMs - longestDayMs, plannedMs)
  return {
    slot: `late:${batch}`,
    line: 'late',
    dueMs: nowMs,
    audience: { ...window, afterMs, untilMs: plannedMs, batch },
  }
}

/** The dates from which the offset may lead into a time. Months differ in length, and days where the clocks change. */
function windowOf(trigger: Relative, zone: string, afterMs: number, untilMs: number) {
  const { offset, direction } = trigger
  const back = direction === 'after' ? -1 : 1
  const name = dateName(trigger)
  const offsetMs = offset.months ? 5 * 24 * hourMs : offset.weeks || offset.days ? 3 * hourMs : 0
  // A day in an attribute begins at the contact's midnight, which is up to 14 hours away from that of UTC.
  const slackMs = offsetMs + (name.startsWith(attributePrefix) ? 14 * hourMs : 0)
  return {
    kind: 'dates' as const,
    name,
    from: new Date(addDuration(afterMs, offset, zone, back) - slackMs).toISOString(),
    until: new Date(addDuration(untilMs, offset, zone, back) + slackMs).toISOString(),
  }
}
