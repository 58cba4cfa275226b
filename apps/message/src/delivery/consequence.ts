import { type ErrorClass, isOptOut } from '@astria-bot/whatsapp'

/** What an error of WhatsApp leads to: for the message, and beyond it. */
export interface Consequence {
  readonly message:
    | 'retry'
    | 'wait_for_number'
    | 'wait_for_account'
    | 'park'
    | 'as_template'
    | 'without_template'
    | 'upload_again'
    | 'fail'
  /** Of `park`. */
  readonly parkMs: number
  /** The number's sender stops; `probe`: now and then one message is tried. */
  readonly stop: { readonly reason: string; readonly probe: boolean } | null
  /** What sends nothing for a while: the whole number, or every number of its account. */
  readonly slow: 'number' | 'account' | null
  /** A person should look. */
  readonly alert: string | null
  /** The template cannot be used any more; the state that it has from now on. */
  readonly templateState: 'PAUSED' | 'DISABLED' | 'DELETED' | null
  readonly optOut: boolean
}

const hourMs = 3_600_000
const nothing: Consequence = {
  message: 'fail',
  parkMs: 0,
  stop: null,
  slow: null,
  alert: null,
  templateState: null,
  optOut: false,
}

/** Whoever was locked out for what they did is not to knock again by themselves. */
const locked = new Map([
  [368, 'account_blocked'],
  [131031, 'account_locked'],
  [130497, 'account_restricted'],
])
const named = new Map([
  [131042, 'payment_missing'],
  [133010, 'number_not_registered'],
])

const stopOf = (code: number | undefined) => ({
  reason: locked.get(code ?? 0) ?? named.get(code ?? 0) ?? 'token_or_permission_refused',
  probe: !locked.has(code ?? 0),
})

const templateStates = new Map([
  [132001, 'DELETED'],
  [132015, 'PAUSED'],
  [132016, 'DISABLED'],
] as const)
/** Errors that are about the template and not about the message that it stood in for. */
const aboutTemplate = new Set([132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 131063])

/** What an error leads to, by its class and where it matters by its code (Meta's page "Error codes"). */
export function consequenceOf(errorClass: ErrorClass, code: number | undefined): Consequence {
  switch (errorClass) {
    case 'transient':
    case 'rate_pair':
      return { ...nothing, message: 'retry' }
    case 'rate_number':
      return { ...nothing, message: 'wait_for_number', slow: 'number' }
    case 'rate_account':
      return { ...nothing, message: 'wait_for_number', slow: 'account' }
    case 'park':
      // 131048: the number is suspected of spam; 131049: this person gets too much marketing, for a day at least.
      return {
        ...nothing,
        message: 'park',
        parkMs: code === 131049 ? 24 * hourMs : hourMs,
        slow: code === 131048 ? 'number' : null,
        alert: code === 131049 ? null : 'slow_down',
      }
    case 'window_closed':
      return { ...nothing, message: 'as_template' }
    case 'recipient':
      return { ...nothing, optOut: isOptOut(code) }
    case 'identity':
      return { ...nothing, alert: 'identity_changed' }
    case 'request':
      return {
        ...nothing,
        message: aboutTemplate.has(code ?? 0) ? 'without_template' : 'fail',
        alert: 'request_refused',
        templateState: templateStates.get((code ?? 0) as 132015) ?? null,
      }
    case 'media':
      return { ...nothing, message: 'upload_again' }
    case 'account':
      return { ...nothing, message: 'wait_for_account', stop: stopOf(code), alert: 'sender_stopped' }
    case 'unknown':
      return { ...nothing, alert: 'unknown_error' }
  }
}
