import type { Conversation } from '../conversation.ts'
import { type Decision, decision, preceded } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { findOrder } from '../orders/order-book.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons, sayText } from '../say/say.ts'
import { enter, enterFeedback, stageOf } from '../stages.ts'
import type { AnywhereTap } from '../taps/tap.ts'
import { feedbackStep } from '../writing-feedback/step.ts'
import { stepOf } from './step-of.ts'

/** Stars for an order; below 4 the customer is asked what could be better. The last rating counts. */
export function rate(c: Conversation, tap: Extract<AnywhereTap, { kind: 'rate' }>, world: World): Decision {
  const { orderId, stars } = tap
  const order = findOrder(c, orderId)
  if (order?.state !== 'delivered' && order?.state !== 'refunded') {
    return decision(c, sayText(phrasesOf(c).stale), stepOf(c, world))
  }
  const record: Effect = { kind: 'record_rating', orderId, stars }
  const after = stageOf(c)
  switch (stars) {
    case 1:
    case 2:
    case 3: {
      const stage = { state: 'WRITING_FEEDBACK', rating: { orderId, stars }, after } as const
      const next = enterFeedback(c, stage)
      return decision(next, record, feedbackStep({ ...next, ...stage }))
    }
    case 4:
    case 5: {
      const isAsked = c.state === 'WRITING_FEEDBACK' && c.rating.orderId === orderId
      return decision(isAsked ? enter(c, after) : c, record, thanks(c))
    }
  }
}

/** No feedback, then. */
export function skipFeedback(c: Conversation, orderId: string, world: World): Decision {
  const p = phrasesOf(c)
  if (c.state !== 'WRITING_FEEDBACK' || c.rating.orderId !== orderId) {
    return preceded([sayText(p.stale)], decision(c, stepOf(c, world)))
  }
  return decision(enter(c, c.after), sayText(p.feedbackSkipped))
}

function thanks(c: Conversation): Effect {
  const p = phrasesOf(c)
  return sayButtons(p.thanksForRating, [
    [{ kind: 'models' }, p.buttons.anotherStyle],
    [{ kind: 'new_model' }, p.buttons.newModel],
  ])
}
