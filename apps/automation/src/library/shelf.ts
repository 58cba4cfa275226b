import { type Automation, compileRules, type RuleBook, type Trigger } from '../core/index.ts'
import { birthdayName } from '../slots/birthday-slots.ts'
import { dateName } from '../slots/relative-slots.ts'
import { isByContactsClock, scheduleName } from '../slots/schedule-slots.ts'

/** One version of an automation. */
export interface Stored {
  readonly automationId: string
  readonly version: number
  readonly automation: Automation
}

/** The automations that are switched on, ready to be matched. */
export interface Shelf {
  readonly all: readonly Stored[]
  readonly match: RuleBook<Stored>
  /** The names of the dates that relative triggers count from, of birthdays and of the contacts' own clocks, where they matter. */
  readonly awaitedDates: ReadonlySet<string>
}

/** Compiles automations. */
export function shelve(all: readonly Stored[]): Shelf {
  const awaitedDates = new Set(all.flatMap(({ automation: { trigger } }) => awaitedBy(trigger)))
  return { all, match: compileRules(all), awaitedDates }
}

function awaitedBy(trigger: Trigger): string[] {
  if (trigger.type === 'relative') return [dateName(trigger)]
  if (trigger.type === 'birthday') return [birthdayName]
  return isByContactsClock(trigger) ? [scheduleName] : []
}
