import type { RejectedError } from '@astria-bot/contracts'
import type { Transaction } from '../database.ts'

/** What a handler may know of its effect beside the request. */
export interface Effect {
  readonly id: string
  readonly key: string
  readonly contactId: string | null
  /** Which try this is; the first is 1. */
  readonly attempts: number
  /** How often the vendor was looked at since the outcome is unknown; the first look is 1. */
  readonly looks: number
  readonly deadline: Date | null
  readonly createdAt: Date
}

/** How one kind of effect is carried out. Requests and results are JSON. */
export interface EffectHandler<Request = unknown, Result = unknown> {
  /**
   * Calls the outside. TransientError: nothing was done, again later. RejectedError: failed. Anything else that is
   * thrown (UnknownOutcomeError, a bug, a killed process): nobody knows, so `resolve` looks.
   */
  perform(request: Request, effect: Effect): Promise<Result>
  /** Looks at the vendor: the result if it was done, null if it was not (it is performed again); throws to look again later. */
  resolve(request: Request, effect: Effect): Promise<Result | null>
  /** Runs in the transaction that marks it done: writes rows, enqueues events. */
  done(tx: Transaction, request: Request, result: Result, effect: Effect): Promise<void>
  /** Runs in the transaction that marks it failed, also when the deadline has passed (code `deadline`). */
  failed(tx: Transaction, request: Request, error: RejectedError, effect: Effect): Promise<void>
  /** Milliseconds before the next try or look. Default: 1, 2, 4 … s, at most 5 min, spread by a quarter. */
  backoff?(attempts: number): number
}
