import { type Automation, compileRules, type RuleBook } from '../core/index.ts'
import { birthdayName } from '../slots/birthday-slots.ts'
import { dateName } from '../slots/relative-slots.ts'

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
  /** The names of the dates that relative triggers count from, and of birthdays where they are celebrated. */
  readonly awaitedDates: ReadonlySet<string>
}

/** Compiles automations. */
export function shelve(all: readonly Stored[]): Shelf {
  const awaitedDates = new Set(
    all.flatMap(({ automation: { trigger } }) =>
      trigger.type === 'relative' ? [dateName(trigger)] : trigger.type === 'birthday' ? [birthdayName] : [],
    ),
  )
  return { all, match: compileRules(all), awaitedDates }
}
