import type { Automation, TriggerOf } from '../core/index.ts'
import { reachMs } from '../core/time/missed.ts'
import { partSlots } from './part-slots.ts'
import type { LateLook, PlannedSlot } from './planned-slot.ts'
import { scheduleSlots } from './schedule-slots.ts'

/** Who moved before a look at the schedules. */
interface Moved extends LateLook {
  /** Where they live now. */
  zones: readonly (string | null)[]
  /** Since when the automation's times count. */
  sinceMs: number
}

/**
 * Times of a schedule by the contacts' own clocks that are over where somebody lives now, and were still ahead where they
 * lived: the rule for missed times decides. Who was reached there is not reached again, as the occurrence is the time that
 * the clocks showed.
 */
export function lateSchedules(
  trigger: TriggerOf<'schedule'> | TriggerOf<'once'>,
  { missed, timeZone }: Pick<Automation, 'missed' | 'timeZone'>,
  { batch, zones, sinceMs, plannedMs, nowMs }: Moved,
): PlannedSlot[] {
  const fromMs = Math.max(nowMs - reachMs(missed) - 1, sinceMs)
  const { fire } = partSlots(scheduleSlots(trigger, timeZone, { fromMs, untilMs: nowMs, zones }), missed, nowMs)
  return fire.flatMap(({ slot, audience, ...planned }) => {
    // What came after the last look is found by this one.
    if (audience.kind !== 'contacts' || planned.dueMs > plannedMs) return []
    return [{ ...planned, slot: `late:${batch}:${slot}`, audience: { ...audience, batch } }]
  })
}
