import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons, sayText } from '../say/say.ts'
import { stepOf } from './step-of.ts'

/** Stop: said once, then silence. That it is said again counts: a "start" from between may still come. */
export function stop(c: Conversation): Decision {
  if (c.optedOut) return decision(c, { kind: 'opt_out' })
  return decision({ ...c, optedOut: true }, sayText(phrasesOf(c).messagesOff), { kind: 'opt_out' })
}

/** Start: messages are welcome again. To somebody who never stopped: where the conversation stands. */
export function start(c: Conversation, world: World): Decision {
  const next: Conversation = { ...c, optedOut: false }
  if (!c.optedOut) return decision(next, { kind: 'opt_in' }, stepOf(next, world))
  return decision(next, { kind: 'opt_in' }, sayText(phrasesOf(c).messagesOn), stepOf(next, world))
}

/** The answer to somebody who stopped messages and yet asks for something. */
export function stillOff(c: Conversation): Effect {
  const p = phrasesOf(c)
  return sayButtons(p.messagesStillOff, [
    [{ kind: 'start' }, p.buttons.turnOn],
    [{ kind: 'support' }, p.buttons.support],
  ])
}
