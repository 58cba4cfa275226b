import type { Audience } from './audience.ts'

/** A time at which an automation is due, before the rule for missed ones. */
export interface PlannedSlot {
  /** The slot's name: the same for everybody who plans it. */
  slot: string
  dueMs: number
  audience: Audience
  /**
   * Of slots of one line the rule for missed ones takes the last: the schedule of a zone is one. Birthdays and dates are
   * other people's each time, so that none makes up for another.
   */
  line: string
}

/** What is looked at: after one instant and up to another, for contacts of these zones (null: not known). */
export interface Look {
  fromMs: number
  untilMs: number
  zones: readonly (string | null)[]
}

/** A look at what was news before it: those times that are over by then. */
export interface LateLook {
  batch: string
  /** Up to when the automation's times were looked at before. */
  plannedMs: number
  nowMs: number
}

/** How far the times of an automation were looked at, and since when they count. */
export interface Looked {
  automationId: string
  plannedUntil: Date | null
  /** When it was saved or switched on. */
  since: Date
}
