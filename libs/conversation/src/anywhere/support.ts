import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { contactFor } from '../phrases/words-for.ts'
import { sayText } from '../say/say.ts'
import { tellOnce } from '../told.ts'

/** How to reach a person; and a person is told. */
export function support(c: Conversation, world: World): Decision {
  const say = sayText(phrasesOf(c).support(contactFor(world)))
  const { next, effects } = tellOnce(c, 'support', world, { kind: 'alert', reason: 'support_requested' })
  return decision(next, say, ...effects)
}
