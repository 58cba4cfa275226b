import { TransientError } from '@astria-bot/contracts'

/**
 * The key is refused or the balance is empty (401, 402): nothing can be submitted until a person has seen to it. It is
 * transient, so that no order is lost over it.
 */
export class AccountError extends TransientError {
  readonly code = 'astria_account'
}
