import type { Audience } from './audience.ts'

/** A time at which an automation is due, before the rule for missed ones. */
export interface PlannedSlot {
  /** The slot's name: the same for everybody who plans it. */
  slot: string
  dueMs: number
  audience: Audience
  /** Of slots of one line the rule for missed ones takes the last: each zone is a line of its own. */
  line: string
}

/** What is looked at: after one instant and up to another, for contacts of these zones (null: not known). */
export interface Look {
  fromMs: number
  untilMs: number
  zones: readonly (string | null)[]
}
