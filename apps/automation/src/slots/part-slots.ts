import { type MissedRule, partDueSlots } from '../core/index.ts'
import { groupBy } from '../group-by.ts'
import type { PlannedSlot } from './planned-slot.ts'

/** Which slots fire and which were missed for good, by the rule: each line for itself. */
export function partSlots(
  found: readonly PlannedSlot[],
  rule: MissedRule,
  nowMs: number,
): { fire: PlannedSlot[]; skip: PlannedSlot[] } {
  const fire: PlannedSlot[] = []
  const skip: PlannedSlot[] = []
  for (const slots of groupBy(found, slot => slot.line).values()) {
    const byTime = new Map(slots.map(slot => [slot.dueMs, slot]))
    const due = partDueSlots(
      [...byTime.keys()].sort((a, b) => a - b),
      rule,
      nowMs,
    )
    fire.push(...due.fire.map(ms => byTime.get(ms)!))
    skip.push(...due.skip.map(ms => byTime.get(ms)!))
  }
  return { fire, skip }
}
