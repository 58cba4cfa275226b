import type { ContactSnapshot } from '@astria-bot/contracts'
import { type Automation, fold, type Occasion } from '../core/index.ts'
import { fits } from '../core/match/fits.ts'

/** One version of an automation. */
export interface Stored {
  readonly automationId: string
  readonly version: number
  readonly automation: Automation
}

/** An automation whose trigger waits for what happened; of a keyword trigger the occasion names the word. */
export interface Found {
  readonly stored: Stored
  readonly occasion: Occasion
}

/** The automations that are switched on, ready to be matched. */
export interface Shelf {
  readonly all: readonly Stored[]
  match(occasion: Occasion, contact: ContactSnapshot): Found[]
}

/** Compiles automations. */
export function shelve(all: readonly Stored[]): Shelf {
  return {
    all,
    match: (occasion, contact) =>
      all.flatMap((stored): Found[] => {
        const { trigger } = stored.automation
        if (!fits(trigger, occasion, { contact })) return []
        if (trigger.type !== 'keyword' || occasion.type !== 'message') return [{ stored, occasion }]
        const words = fold(occasion.text ?? '')
        const keyword = trigger.keywords.find(
          ({ text, match, language }) =>
            (language === undefined || language === contact.language) &&
            (match === 'exact' ? words === fold(text) : ` ${words} `.includes(` ${fold(text)} `)),
        )
        return keyword ? [{ stored, occasion: { ...occasion, keyword: keyword.text } }] : []
      }),
  }
}
