import { type Automation, compileRules, type Match, type RuleBook } from '../core/index.ts'

/** One version of an automation. */
export interface Stored {
  readonly automationId: string
  readonly version: number
  readonly automation: Automation
}

/** An automation whose trigger waits for what happened; of a keyword trigger the occasion names the word. */
export type Found = Match<Stored>

/** The automations that are switched on, ready to be matched. */
export interface Shelf {
  readonly all: readonly Stored[]
  readonly match: RuleBook<Stored>
}

/** Compiles automations. */
export function shelve(all: readonly Stored[]): Shelf {
  return { all, match: compileRules(all) }
}
