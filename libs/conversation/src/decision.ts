import type { Conversation } from './conversation.ts'
import type { Effect } from './effect.ts'

/** What an input leads to: the conversation after it, and what is to be done, in order. */
export interface Decision {
  readonly next: Conversation
  readonly effects: readonly Effect[]
}

/** Puts a decision together. */
export function decision(next: Conversation, ...effects: readonly Effect[]): Decision {
  return { next, effects }
}

/** The decision with something to do before it. */
export function preceded(effects: readonly Effect[], decided: Decision): Decision {
  return { next: decided.next, effects: [...effects, ...decided.effects] }
}
