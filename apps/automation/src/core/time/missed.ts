import { z } from 'zod'

/**
 * What becomes of slots that came while nothing ran: `all` are caught up in their order, only the `last` one, or they are
 * skipped. What is older than `withinHours` is skipped in any case: nobody wants Monday's greeting on Thursday.
 */
export const MissedRule = z.strictObject({
  rule: z.enum(['all', 'last', 'skip']),
  withinHours: z
    .int()
    .positive()
    .max(24 * 31),
})
export type MissedRule = z.infer<typeof MissedRule>

/** A slot that comes later than this was missed; until then it is only a little late. */
export const LATE_MS = 5 * 60_000

/** How old a slot may be and still fire. */
export function reachMs({ rule, withinHours }: MissedRule): number {
  return Math.max(LATE_MS, rule === 'skip' ? 0 : withinHours * 3_600_000)
}

/** Slots that are due, parted by the rule for those that were missed. */
export interface DueSlots {
  readonly fire: readonly number[]
  readonly skip: readonly number[]
}

/** Which of the slots that came since the last look fire now. `slots` ascending, none later than `nowMs`. */
export function partDueSlots(slots: readonly number[], rule: MissedRule, nowMs: number): DueSlots {
  const missed = slots.filter(slot => nowMs - slot > LATE_MS)
  const onTime = slots.filter(slot => nowMs - slot <= LATE_MS)
  const young = missed.filter(slot => nowMs - slot <= rule.withinHours * 3_600_000)
  // The newest slot makes up for those before it: with one on time, `last` has nothing to catch up.
  const caughtUp = rule.rule === 'all' ? young : rule.rule === 'last' && onTime.length === 0 ? young.slice(-1) : []
  return { fire: [...caughtUp, ...onTime], skip: missed.filter(slot => !caughtUp.includes(slot)) }
}
