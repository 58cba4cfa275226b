import { AccountError } from '@astria-bot/astria'
import { TransientError } from '@astria-bot/contracts'
import type { Logger } from '@astria-bot/service'

/** Stops all submissions together while key or balance of Astria need a person; no order is lost over it. */
export interface Submissions {
  /** Throws a TransientError while paused. */
  check(): void
  /** Looks at an error of Astria: AccountError begins a pause and raises the alert. */
  note(error: unknown): void
  /** A submission went through: whatever was wrong is over. */
  succeeded(): void
}

/** Makes the switch of this process. */
export function createSubmissions(
  logger: Logger,
  paused: { set(value: number): void },
  now: () => number = Date.now,
): Submissions {
  let until = 0
  return {
    check() {
      if (now() < until) throw new TransientError('submissions are paused', { retryAfterMs: until - now() })
    },
    note(error) {
      if (!(error instanceof AccountError)) return
      until = now() + (error.retryAfterMs ?? 0)
      paused.set(1)
      logger.error(
        { err: error },
        'Astria refuses key or balance: submissions are paused until a person has seen to it',
      )
    },
    succeeded() {
      until = 0
      paused.set(0)
    },
  }
}
