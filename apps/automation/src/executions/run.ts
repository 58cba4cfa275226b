import type { Occasion } from '../core/index.ts'
import type { ContactFacts } from '../facts/load-facts.ts'
import type { Stored } from '../library/shelf.ts'

/** An automation that is to run for a contact, because of an occasion. */
export interface Run {
  stored: Stored
  facts: ContactFacts
  occasion: Occasion
  /** Names the occasion: the same one runs once. */
  occurrence: string
  /** The automations whose executions led here, the first first. */
  chain: readonly string[]
}
