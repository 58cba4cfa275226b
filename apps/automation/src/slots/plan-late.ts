import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import type { Stored } from '../library/shelf.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { birthdaysOf, dropNewDates, takeNewDates, zonesOf } from '../sql/new-dates.ts'
import { insertSlots, type SlotRow } from '../sql/slots.ts'
import { birthdayName } from './birthday-slots.ts'
import { lateBirthdays } from './late-birthdays.ts'
import { lateSchedules } from './late-schedules.ts'
import type { Looked, PlannedSlot } from './planned-slot.ts'
import { dateName, lateSlot } from './relative-slots.ts'
import { isByContactsClock, scheduleName } from './schedule-slots.ts'

/** What was noted since the last look. */
interface News {
  batch: string
  names: ReadonlySet<string>
  birthdays: { birthday: number; timeZone: string | null }[]
  /** Where those live who moved. */
  zones: (string | null)[]
}

/**
 * Plans for dates that were told, or changed, since the last look, and whose time was over by then: each look finds only
 * what comes due after the one before it. Together they leave no gap. What was committed before this statement is seen by
 * the look as well, if it is still to come; what is committed later is in the next batch, and held against this look.
 * What both find is one occurrence, and runs once. Tells how many slots there are.
 */
export async function planLate(
  engine: Engine,
  tx: Transaction,
  timed: readonly Stored[],
  looked: ReadonlyMap<string, Looked>,
  now: Date,
): Promise<number> {
  const { batch, names } = await takeNewDates(tx)
  if (names.size === 0) return 0
  const birthdays = names.has(birthdayName) ? await birthdaysOf(tx, batch, birthdayName) : []
  const zones = names.has(scheduleName) ? await zonesOf(tx, batch, scheduleName) : []
  const slots: SlotRow[] = []
  const needed = new Set<string>()
  for (const stored of timed) {
    const { automationId, version } = stored
    const { name, found } = lateOf(stored, looked.get(automationId), { batch, names, birthdays, zones }, now)
    for (const { slot, dueMs, audience } of found) {
      if ((await audiencePage(tx, audience, null, 1)).length === 0) continue
      needed.add(name)
      slots.push({ automationId, version, slot, dueAt: new Date(dueMs), audience })
    }
  }
  await insertSlots(tx, slots, 'open', now)
  await dropNewDates(tx, batch, needed)
  engine.metrics.slots.inc({ state: 'late' }, slots.length)
  return slots.length
}

/** The times of an automation that came late, and the name of the news that they are due to. */
function lateOf(
  { automation }: Stored,
  last: Looked | undefined,
  { batch, names, birthdays, zones }: News,
  now: Date,
): { name: string; found: PlannedSlot[] } {
  const { trigger, missed } = automation
  if (!last?.plannedUntil) return { name: '', found: [] }
  const look = { batch, plannedMs: last.plannedUntil.getTime(), nowMs: now.getTime() }
  if (trigger.type === 'birthday') {
    return { name: birthdayName, found: lateBirthdays(trigger, automation, { ...look, birthdays }) }
  }
  if (isByContactsClock(trigger)) {
    const moved = { ...look, zones, sinceMs: last.since.getTime() }
    return { name: scheduleName, found: lateSchedules(trigger, automation, moved) }
  }
  const name = trigger.type === 'relative' ? dateName(trigger) : ''
  return { name, found: trigger.type === 'relative' && names.has(name) ? [lateSlot(trigger, missed, look)] : [] }
}
