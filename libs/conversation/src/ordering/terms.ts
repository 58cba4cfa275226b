import type { Common, Draft } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { titleFor } from '../phrases/words-for.ts'
import { sayButtons } from '../say/say.ts'
import { priceOf } from './price-of.ts'

/** What the customer has to know before ordering, with the button that orders. */
export function termsOf(c: Common, draft: Draft): Effect {
  const p = phrasesOf(c)
  return sayButtons(p.terms(titleFor(draft.packTitle), draft.imageCount, priceOf(draft)), [
    [{ kind: 'terms', draftId: draft.draftId }, p.buttons.agree],
    [{ kind: 'tier', tier: draft.tier }, p.buttons.otherStyles],
    [{ kind: 'menu' }, p.buttons.menu],
  ])
}
