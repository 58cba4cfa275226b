import type { Conversation } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { type Button, sayButtons } from '../say/say.ts'

/** The story in short, and the way into it. */
export function howItWorks(c: Conversation): Effect {
  const p = phrasesOf(c)
  const begin: Button[] = c.state === 'NEW' ? [[{ kind: 'begin' }, p.buttons.begin]] : []
  return sayButtons(p.howItWorks, [
    ...begin,
    [{ kind: 'menu' }, p.buttons.menu],
    [{ kind: 'support' }, p.buttons.support],
  ])
}
