import type { Common, WritingFeedbackStage } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons } from '../say/say.ts'

/** Asks what could be better, with a way around the question. */
export function feedbackStep(c: Common & WritingFeedbackStage, body = phrasesOf(c).askFeedback): Effect {
  const skip = { kind: 'skip_feedback', orderId: c.rating.orderId } as const
  return sayButtons(body, [[skip, phrasesOf(c).buttons.skip]])
}
