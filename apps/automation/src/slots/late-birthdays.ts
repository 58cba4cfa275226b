import type { Automation, TriggerOf } from '../core/index.ts'
import { reachMs } from '../core/time/missed.ts'
import { birthdaySlots } from './birthday-slots.ts'
import type { LateLook, PlannedSlot } from './planned-slot.ts'

/** Birthdays that were noted before a look at the schedules. */
interface Noted extends LateLook {
  birthdays: readonly { birthday: number; timeZone: string | null }[]
}

/**
 * Birthdays that were told, or that begin in another zone, only after their hour was looked at: the rule for missed times
 * decides whether they are still celebrated. Whoever was greeted where they lived before is not greeted twice, as the
 * greeting is named by its year.
 */
export function lateBirthdays(
  trigger: TriggerOf<'birthday'>,
  { missed, timeZone }: Pick<Automation, 'missed' | 'timeZone'>,
  { batch, birthdays, plannedMs, nowMs }: Noted,
): PlannedSlot[] {
  const zones = [...new Set(birthdays.map(one => one.timeZone))]
  return birthdaySlots(trigger, timeZone, { fromMs: nowMs - reachMs(missed) - 1, untilMs: plannedMs, zones }).flatMap(
    ({ slot, audience, ...planned }) => {
      if (audience.kind !== 'birthday') return []
      const theirs = birthdays.filter(one => one.timeZone === audience.timeZone).map(one => one.birthday)
      const celebrated = audience.birthdays.filter(birthday => theirs.includes(birthday))
      if (celebrated.length === 0) return []
      return [{ ...planned, slot: `late:${batch}:${slot}`, audience: { ...audience, birthdays: celebrated, batch } }]
    },
  )
}
