import { type Automation, compileRules, type RuleBook } from '../core/index.ts'

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
}

/** Compiles automations. */
export function shelve(all: readonly Stored[]): Shelf {
  return { all, match: compileRules(all) }
}
