import type { Common, WritingFeedbackStage } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { contactFor } from '../phrases/words-for.ts'
import { sayText } from '../say/say.ts'
import { enter } from '../stages.ts'
import { cut } from '../text/cut.ts'
import { feedbackStep } from './step.ts'

/** The text is the feedback: it is stored with the rating, and the story goes on. */
export function feedbackText(c: Common & WritingFeedbackStage, text: string, world: World): Decision {
  const written = text.trim()
  if (written === '') return decision(c, feedbackStep(c))
  return decision(
    enter(c, c.after),
    { kind: 'record_feedback', orderId: c.rating.orderId, text: cut(written, 4096) },
    sayText(phrasesOf(c).thanksForFeedback(contactFor(world))),
  )
}
