import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { isOpen } from '../orders/order-book.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons, sayText } from '../say/say.ts'
import { startConversation } from '../start-conversation.ts'

/** How long the question may be answered: a tap on one that is older asks again. */
const answerableMs = 24 * 3_600_000

/** Delete my data: asks first, and says what would be lost. */
export function erase(c: Conversation, world: World): Decision {
  const p = phrasesOf(c)
  const words = c.orders.some(isOpen) ? `${p.askEraseOpenOrder}\n\n${p.askErase}` : p.askErase
  return decision(
    c,
    sayButtons(words, [
      [{ kind: 'erase_yes', askedAt: Math.max(0, Math.floor(world.now)) }, p.buttons.erase],
      [{ kind: 'keep' }, p.buttons.keep],
    ]),
  )
}

/** The answer yes: a last word, and then nothing of this customer is left. */
export function eraseConfirmed(c: Conversation, askedAt: number, world: World): Decision {
  if (world.now - askedAt > answerableMs) return erase(c, world)
  return decision({ ...startConversation(world), language: c.language }, sayText(phrasesOf(c).goodbye), {
    kind: 'erase',
  })
}
