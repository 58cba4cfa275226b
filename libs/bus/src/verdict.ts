import { RejectedError, TransientError } from '@astria-bot/contracts'

/** What becomes of an event after it was handled. */
export type Verdict =
  | { kind: 'ack' }
  | { kind: 'retry'; delayMs: number }
  | { kind: 'dead'; code: string; reason: string }

const MAX_DELAY_MS = 60_000
/** Below the minute within which everything has caught up after a fault has ended. */
const MAX_TRANSIENT_DELAY_MS = 10_000
/** An outage is not the event's fault: it is waited out for hours before the event counts as dead. */
const TRANSIENT_PATIENCE = 200

/**
 * Postgres says of the values themselves that it cannot take them: data exceptions (class 22: a number out of range, a
 * character that is none) and limits of the program (class 54: a row too large for an index). They are no better later.
 */
const hopeless = /^(?:22|54)[0-9A-Z]{3}$/

/** The SQLSTATE of an error or of what caused it, if it is one that no other try can get around. */
function hopelessCode(error: unknown): string | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    const { code } = one as { code?: unknown }
    if (typeof code === 'string' && hopeless.test(code)) return code
  }
  return undefined
}

/**
 * Decides from the error of the last attempt (undefined: none) and the number of deliveries so far, this one included.
 * A RejectedError, a ZodError or a value that the database cannot take will never work: dead at once. A TransientError is tried for long, after the time that
 * the other side named or at most 10 s; anything else `maxDeliver` times, after 1, 2, 4 … 60 s.
 */
export function verdict(error: unknown, deliveries: number, maxDeliver: number): Verdict {
  if (error === undefined) return { kind: 'ack' }
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof RejectedError) return { kind: 'dead', code: error.code, reason }
  if (error instanceof Error && error.name === 'ZodError') return { kind: 'dead', code: 'invalid', reason }
  const state = hopelessCode(error)
  if (state !== undefined) return { kind: 'dead', code: `sqlstate_${state}`, reason }

  const transient = error instanceof TransientError
  const tries = transient ? maxDeliver * TRANSIENT_PATIENCE : maxDeliver
  if (deliveries >= tries) return { kind: 'dead', code: 'exhausted', reason }

  const cap = transient ? MAX_TRANSIENT_DELAY_MS : MAX_DELAY_MS
  const backoffMs = Math.min(cap, 1_000 * 2 ** Math.min(deliveries - 1, 10))
  return { kind: 'retry', delayMs: transient ? (error.retryAfterMs ?? backoffMs) : backoffMs }
}
