/**
 * It may work later: the same thing is tried again, after `retryAfterMs` where the other side said so. Thrown before
 * anything was done, or where doing it again is harmless.
 */
export class TransientError extends Error {
  override readonly name = 'TransientError'
  readonly retryAfterMs: number | undefined

  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause })
    this.retryAfterMs = options.retryAfterMs
  }
}

/** It will never work as it is: not tried again, kept with its reason (`code` is a short machine-readable word). */
export class RejectedError extends Error {
  override readonly name = 'RejectedError'
  readonly code: string

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}

/** The other side may have done it: nobody knows. Never repeated blindly; somebody has to look (see effects). */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError'

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
  }
}
