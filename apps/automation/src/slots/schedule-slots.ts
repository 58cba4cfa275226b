import type { Trigger, TriggerOf } from '../core/index.ts'
import { parseCron } from '../core/time/cron.ts'
import { slotsBetween } from '../core/time/cron-slots.ts'
import { formatLocalTime, parseLocalTime } from '../core/time/local-time.ts'
import { instantOf, localTimeAt, secondInstantOf } from '../core/time/zone.ts'
import type { Look, PlannedSlot } from './planned-slot.ts'

/** The name under which it is noted that a contact lives in another zone now, where the times of schedules are others. */
export const scheduleName = 'schedule'

/** A trigger whose times are those of each contact's own clock. */
export function isByContactsClock(trigger: Trigger): trigger is TriggerOf<'schedule'> | TriggerOf<'once'> {
  return (trigger.type === 'schedule' || trigger.type === 'once') && trigger.timeZone === 'contact'
}

/** More slots than this of one line are never caught up: a line for every minute has as many in a day. */
const most = 1440

/** When a cron line, or the one time of a trigger, is due: for everybody, or zone by zone. */
export function scheduleSlots(
  trigger: TriggerOf<'schedule'> | TriggerOf<'once'>,
  ownZone: string,
  look: Look,
): PlannedSlot[] {
  if (trigger.timeZone !== 'contact') {
    const zone = trigger.timeZone
    return dueIn(trigger, zone, look).map(dueMs => ({
      slot: `${trigger.type}:${new Date(dueMs).toISOString()}`,
      line: '',
      dueMs,
      audience: { kind: 'contacts' },
    }))
  }
  return look.zones.flatMap(timeZone => {
    const zone = timeZone ?? ownZone
    return dueIn(trigger, zone, look).map(dueMs => {
      const key = `${trigger.type}:${localNameOf(zone, dueMs)}`
      return {
        slot: `${key}:${timeZone ?? ''}`,
        line: timeZone ?? '',
        dueMs,
        audience: { kind: 'contacts' as const, timeZone, key },
      }
    })
  })
}

/** What the clocks show, and whether they show it for the second time: a line for every hour fires both times. */
function localNameOf(zone: string, instantMs: number): string {
  const local = localTimeAt(zone, instantMs)
  return `${formatLocalTime(local)}${secondInstantOf(zone, local) === instantMs ? '(2)' : ''}`
}

function dueIn(trigger: TriggerOf<'schedule'> | TriggerOf<'once'>, zone: string, { fromMs, untilMs }: Look): number[] {
  if (trigger.type === 'schedule') return slotsBetween(parseCron(trigger.cron), zone, fromMs, untilMs, most)
  const local = parseLocalTime(trigger.at)
  const dueMs = local === undefined ? Number.NaN : instantOf(zone, local)
  return dueMs > fromMs && dueMs <= untilMs ? [dueMs] : []
}
