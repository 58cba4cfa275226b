import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { failureOf } from '@astria-bot/whatsapp'

/** What a try to send means for the message. */
export type Outcome =
  | { kind: 'accepted'; wamid: string }
  /** Its file was uploaded: it can be sent now. */
  | { kind: 'prepared' }
  /** Not accepted; later, perhaps. `holds`: what has to wait, the message's contact or the whole number. */
  | { kind: 'retry'; holds: 'contact' | 'number' | 'account'; afterMs: number | undefined; errorCode: number | null }
  /** Only after the customer has written again. */
  | { kind: 'parked'; errorCode: number | null }
  | { kind: 'failed'; reason: string; errorCode: number | null }
  /** Possibly accepted. */
  | { kind: 'unknown' }

/** Reads an error of the client. What is no answer of WhatsApp, and no refusal before sending, may have been sent. */
export function outcomeOf(error: unknown): Outcome {
  const failure = failureOf(error)
  const errorCode = failure?.code ?? null
  if (error instanceof UnknownOutcomeError) return { kind: 'unknown' }
  if (error instanceof RejectedError) {
    if (failure?.class === 'window_closed') return { kind: 'parked', errorCode }
    return { kind: 'failed', reason: error.code, errorCode }
  }
  if (!(error instanceof TransientError)) return { kind: 'unknown' }
  const afterMs = error.retryAfterMs
  if (failure?.class === 'account') return { kind: 'retry', holds: 'account', afterMs, errorCode }
  if (failure?.class === 'rate_number') return { kind: 'retry', holds: 'number', afterMs, errorCode }
  return { kind: 'retry', holds: 'contact', afterMs, errorCode }
}
