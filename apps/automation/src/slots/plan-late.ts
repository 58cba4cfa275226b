import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import type { Stored } from '../library/shelf.ts'
import { audiencePage } from '../sql/audience-page.ts'
import { birthdaysOf, dropNewDates, takeNewDates } from '../sql/new-dates.ts'
import { insertSlots, type SlotRow } from '../sql/slots.ts'
import { birthdayName } from './birthday-slots.ts'
import { lateBirthdays } from './late-birthdays.ts'
import { dateName, lateSlot } from './relative-slots.ts'

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
  plannedUntil: ReadonlyMap<string, Date | null>,
): Promise<number> {
  const { batch, names } = await takeNewDates(tx)
  if (names.size === 0) return 0
  const now = engine.now()
  const slots: SlotRow[] = []
  const needed = new Set<string>()
  const birthdays = names.has(birthdayName) ? await birthdaysOf(tx, batch, birthdayName) : []
  for (const { automationId, version, automation } of timed) {
    const last = plannedUntil.get(automationId)
    const { trigger, missed } = automation
    if (!last) continue
    const look = { batch, plannedMs: last.getTime(), nowMs: now.getTime() }
    if (trigger.type === 'birthday') {
      for (const { slot, dueMs, audience } of lateBirthdays(trigger, automation, { ...look, birthdays })) {
        needed.add(birthdayName)
        slots.push({ automationId, version, slot, dueAt: new Date(dueMs), audience })
      }
      continue
    }
    if (trigger.type !== 'relative' || !names.has(dateName(trigger))) continue
    const { slot, audience } = lateSlot(trigger, missed, look)
    if ((await audiencePage(tx, audience, null, 1)).length === 0) continue
    needed.add(dateName(trigger))
    slots.push({ automationId, version, slot, dueAt: now, audience })
  }
  await insertSlots(tx, slots, 'open', now)
  await dropNewDates(tx, batch, needed)
  engine.metrics.slots.inc({ state: 'late' }, slots.length)
  return slots.length
}
