import type { Common, Conversation, Stage, Staged, WritingFeedbackStage } from './conversation.ts'

/** The part that every state has. */
export function commonOf(c: Common): Common {
  const { version, language, consent, optedOut, orders, models, pictures, told } = c
  return { version, language, consent, optedOut, orders, models, pictures, told }
}

/** The same conversation in another state; nothing of the old state stays behind. */
export function enter(c: Common, stage: Stage): Staged {
  return { ...commonOf(c), ...stage }
}

/** The same conversation, asking for feedback. */
export function enterFeedback(c: Common, stage: WritingFeedbackStage): Conversation {
  return { ...commonOf(c), ...stage }
}

/** The state of the main story: while feedback is written, the one it goes back to. */
export function stageOf(c: Conversation): Stage {
  switch (c.state) {
    case 'NEW':
      return { state: c.state, step: c.step }
    case 'PICTURES_LOADED':
      return { state: c.state, className: c.className, draft: c.draft }
    case 'TUNE_READY':
      return { state: c.state, reuse: c.reuse }
    case 'WRITING_FEEDBACK':
      return c.after
  }
}

/** Moves the main story on without interrupting feedback that is being written. */
export function moveStage(c: Conversation, stage: Stage): Conversation {
  if (c.state !== 'WRITING_FEEDBACK') return enter(c, stage)
  return enterFeedback(c, { state: c.state, rating: c.rating, after: stage })
}

/** Leaves feedback, if it is being written, for the main story. */
export function leaveFeedback(c: Conversation): Staged {
  return c.state === 'WRITING_FEEDBACK' ? enter(c, c.after) : c
}
