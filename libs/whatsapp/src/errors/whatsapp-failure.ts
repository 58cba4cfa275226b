import { RejectedError, TransientError } from '@astria-bot/contracts'
import { classify, type ErrorClass } from './error-class.ts'

const hourMs = 3_600_000

/** How long to wait at least, where the class says so. */
const waits: Readonly<Partial<Record<ErrorClass, number>>> = {
  rate_pair: 6000,
  rate_number: 1000,
  rate_account: 1000,
  park: hourMs,
  account: 60_000,
}

/** Errors after which the message itself may still be sent, once whatever stands in its way is gone. */
const passing: ReadonlySet<ErrorClass> = new Set([
  'transient',
  'rate_pair',
  'rate_number',
  'rate_account',
  'park',
  'account',
])

/** What the Cloud API said; the `cause` of the TransientError or RejectedError that is thrown (see `failureOf`). */
export class WhatsAppFailure extends Error {
  override readonly name = 'WhatsAppFailure'
  readonly class: ErrorClass
  /** Meta's code, if there was one. */
  readonly code: number | undefined
  readonly status: number
  /** For people: the explanation that came with it. */
  readonly details: string | undefined

  constructor(status: number, code: number | undefined, details: string | undefined) {
    super(`WhatsApp answered ${status}${code === undefined ? '' : ` with error ${code}`}`)
    this.class = classify(code, status)
    this.code = code
    this.status = status
    this.details = details
  }
}

/** The error to throw for a failure: TransientError where a later try can work, RejectedError(`whatsapp_<code>`) otherwise. */
export function errorOf(failure: WhatsAppFailure): TransientError | RejectedError {
  if (passing.has(failure.class)) {
    const retryAfterMs = failure.code === 131049 ? 24 * hourMs : waits[failure.class]
    return new TransientError(failure.message, {
      cause: failure,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  }
  return new RejectedError(`whatsapp_${failure.code ?? `http_${failure.status}`}`, failure.message, { cause: failure })
}

/** What the Cloud API said, if that is why an error was thrown: its class and its code decide what comes next. */
export function failureOf(error: unknown): WhatsAppFailure | undefined {
  if (error instanceof WhatsAppFailure) return error
  return error instanceof Error && error.cause !== undefined ? failureOf(error.cause) : undefined
}
