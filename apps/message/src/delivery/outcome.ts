import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { failureOf, type WhatsAppFailure } from '@astria-bot/whatsapp'
import { consequenceOf } from './consequence.ts'

/** What a try to send means for the message, and WhatsApp's words for it where it refused. */
export type Outcome = Verdict & { errorDetail?: string | undefined }

type Verdict =
  | { kind: 'accepted'; wamid: string; numbered: boolean }
  /** Its file was uploaded: it can be sent now. */
  | { kind: 'prepared' }
  /** Not accepted; later, perhaps. `holds`: what has to wait, the message's contact or the whole number. */
  | { kind: 'retry'; holds: 'contact' | 'number' | 'account'; afterMs: number | undefined; errorCode: number | null }
  /** WhatsApp says that the 24 hours are over: as its template, at once. */
  | { kind: 'as_template'; errorCode: number | null }
  /** WhatsApp does not know the uploaded file any more: once more from the start. */
  | { kind: 'upload_again'; errorCode: number | null }
  /** Not now, and nothing behind it waits: after `afterMs`, or after the customer has written again. */
  | { kind: 'parked'; reason: string; afterMs: number; errorCode: number | null }
  | { kind: 'failed'; reason: string; errorCode: number | null }
  /** Possibly accepted. */
  | { kind: 'unknown' }

/** What is known of the message that a try was about. */
export interface Tried {
  /** It has a bound template, and was not sent as that. */
  canStandIn: boolean
  /** It was sent as the bound template of another message. */
  stoodIn: boolean
  /** It carries an uploaded file, and this was not the last try with it. */
  canUploadAgain: boolean
}

/** Reads an error of the client. What is no answer of WhatsApp, and no refusal before sending, may have been sent. */
export function outcomeOf(error: unknown, tried: Tried): Outcome {
  const failure = failureOf(error)
  if (error instanceof UnknownOutcomeError) return { kind: 'unknown' }
  if (error instanceof RejectedError) {
    return failure ? refused(failure, tried, error.code) : { kind: 'failed', reason: error.code, errorCode: null }
  }
  if (!(error instanceof TransientError)) return { kind: 'unknown' }
  if (failure) return refused(failure, tried, `whatsapp_${failure.code ?? failure.status}`, error.retryAfterMs)
  return { kind: 'retry', holds: 'contact', afterMs: error.retryAfterMs, errorCode: null }
}

function refused(failure: WhatsAppFailure, ...of: [Tried, string, number?]): Outcome {
  const { details } = failure
  return details === undefined ? refusal(failure, ...of) : { ...refusal(failure, ...of), errorDetail: details }
}

function refusal(failure: WhatsAppFailure, tried: Tried, reason: string, afterMs?: number): Verdict {
  const errorCode = failure.code ?? null
  const { message, parkMs } = consequenceOf(failure.class, failure.code)
  switch (message) {
    case 'retry':
      return { kind: 'retry', holds: 'contact', afterMs, errorCode }
    case 'wait_for_number':
      return { kind: 'retry', holds: 'number', afterMs, errorCode }
    case 'wait_for_account':
      return { kind: 'retry', holds: 'account', afterMs, errorCode }
    case 'park':
      return { kind: 'parked', reason, afterMs: parkMs, errorCode }
    case 'as_template':
      return tried.canStandIn
        ? { kind: 'as_template', errorCode }
        : { kind: 'parked', reason: 'window_closed', afterMs: 0, errorCode }
    case 'upload_again':
      return tried.canUploadAgain ? { kind: 'upload_again', errorCode } : { kind: 'failed', reason, errorCode }
    case 'without_template':
      // What the template stood in for can still be said when the customer writes.
      return tried.stoodIn
        ? { kind: 'parked', reason: 'template_refused', afterMs: 0, errorCode }
        : { kind: 'failed', reason, errorCode }
    case 'fail':
      return { kind: 'failed', reason, errorCode }
  }
}
