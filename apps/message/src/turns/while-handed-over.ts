import { type Input, isRight } from '@astria-bot/conversation'
import type { Turn } from './turn.ts'

/** What a turn may do while a person answers: nothing at all, go on without a word, or everything. */
export type Freedom = 'waits' | 'silent' | 'free'

/** What only comments on what the customer did, who is talking with a person now. */
const comments: ReadonlySet<Input['kind']> = new Set(['picture_inspected', 'picture_withdrawn', 'timer_due'] as const)

/**
 * The bot is silent for a contact whom a person answers. The customer's rights (stop, delete my data) are obeyed all
 * the same, and what they pay for goes its way: payments, training and portraits are told.
 */
export function whileHandedOver({ input, reply }: Turn): Freedom {
  if (reply) return isRight(input) ? 'free' : 'waits'
  return comments.has(input.kind) ? 'silent' : 'free'
}
