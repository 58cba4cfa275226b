import type { TriggerOf } from '../core/index.ts'
import { parseCron } from '../core/time/cron.ts'
import { slotsBetween } from '../core/time/cron-slots.ts'
import { formatLocalTime, parseLocalTime } from '../core/time/local-time.ts'
import { instantOf, localTimeAt } from '../core/time/zone.ts'
import type { Look, PlannedSlot } from './planned-slot.ts'

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
    return dueIn(trigger, zone, look).map(dueMs => ({
      slot: `${trigger.type}:${formatLocalTime(localTimeAt(zone, dueMs))}:${timeZone ?? ''}`,
      line: timeZone ?? '',
      dueMs,
      audience: { kind: 'contacts' as const, timeZone },
    }))
  })
}

function dueIn(trigger: TriggerOf<'schedule'> | TriggerOf<'once'>, zone: string, { fromMs, untilMs }: Look): number[] {
  if (trigger.type === 'schedule') return slotsBetween(parseCron(trigger.cron), zone, fromMs, untilMs, most)
  const local = parseLocalTime(trigger.at)
  const dueMs = local === undefined ? Number.NaN : instantOf(zone, local)
  return dueMs > fromMs && dueMs <= untilMs ? [dueMs] : []
}
