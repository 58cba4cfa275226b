import type { ContactSnapshot } from '@astria-bot/contracts'
import type { Automation } from '../definition/automation.ts'
import type { Trigger } from '../definition/trigger.ts'
import type { Occasion } from '../facts/facts.ts'
import { compileKeywords } from './compile-keywords.ts'
import { fits } from './fits.ts'

/** An automation with its id, as it is stored. */
export interface Rule {
  readonly automationId: string
  readonly automation: Automation
}

/** A rule whose trigger waits for what happened; of a keyword trigger the occasion names the keyword. */
export interface Match<Stored extends Rule> {
  readonly stored: Stored
  readonly occasion: Occasion
}

/** Which rules wait for an occasion: the higher priority first, of the same priority the older id. */
export type RuleBook<Stored extends Rule> = (occasion: Occasion, contact: ContactSnapshot) => Match<Stored>[]

/** Compiles the triggers of many automations, so that an occasion is held against those alone that it may concern. */
export function compileRules<Stored extends Rule>(all: readonly Stored[]): RuleBook<Stored> {
  const ranked = [...all].sort(byRank)
  const rank = new Map(ranked.map((stored, index) => [stored, index]))
  const withTrigger = new Map<Trigger['type'], Stored[]>()
  for (const stored of ranked) {
    const { type } = stored.automation.trigger
    withTrigger.set(type, [...(withTrigger.get(type) ?? []), stored])
  }
  const worded = withTrigger.get('keyword') ?? []
  const keywords = compileKeywords(
    worded.map(({ automation: { trigger } }) => (trigger.type === 'keyword' ? trigger.keywords : [])),
  )

  return (occasion, contact) => {
    const found: Match<Stored>[] = []
    for (const type of typesFor[occasion.type]) {
      for (const stored of withTrigger.get(type) ?? []) {
        if (fits(stored.automation.trigger, occasion, { contact })) found.push({ stored, occasion })
      }
    }
    if (occasion.type === 'message' && occasion.text !== undefined && worded.length > 0) {
      for (const { list, keyword } of keywords.match(occasion.text, contact.language)) {
        const stored = worded[list] as Stored
        if (!fits(stored.automation.trigger, occasion, { contact })) continue
        found.push({ stored, occasion: { ...occasion, keyword: keyword.text } })
      }
    }
    return found.length < 2 ? found : found.sort((a, b) => (rank.get(a.stored) ?? 0) - (rank.get(b.stored) ?? 0))
  }
}

/** Which triggers an occasion may concern. Keywords are looked up; slots are made for one automation, which is known. */
const typesFor: Readonly<Record<Occasion['type'], readonly Trigger['type'][]>> = {
  new_contact: ['new_contact'],
  message: ['message'],
  system_event: ['system_event'],
  contact_changed: ['contact_changed'],
  manual: ['manual'],
  slot: [],
}

function byRank(a: Rule, b: Rule): number {
  const byPriority = b.automation.priority - a.automation.priority
  return byPriority !== 0 ? byPriority : a.automationId < b.automationId ? -1 : a.automationId > b.automationId ? 1 : 0
}
