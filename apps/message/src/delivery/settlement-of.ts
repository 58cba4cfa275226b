import type { ClaimRow } from '../sql/claim-messages.ts'
import type { Settlement } from '../sql/settle-messages.ts'
import { backOffMs } from './back-off.ts'
import type { Outcome } from './outcome.ts'

const none = {
  delayMs: 0,
  asTemplate: false,
  wamid: null,
  numbered: false,
  reason: null,
  errorCode: null,
  errorDetail: null,
}

/** Characters of WhatsApp's words that are kept. */
const longestDetail = 1024

/** What is written down about a message after a try to send it. */
export function settlementOf(
  row: ClaimRow,
  outcome: Outcome,
  waits: { unknownMs: number; random: number },
): Settlement {
  const { id, contactId, attempts, pushes } = row
  const errorDetail = outcome.errorDetail?.slice(0, longestDetail) ?? null
  const of = { id, contactId, attempts, pushes, ...none, errorDetail }
  switch (outcome.kind) {
    case 'accepted':
      return { ...of, state: 'accepted', wamid: outcome.wamid, numbered: outcome.numbered }
    case 'prepared':
      return { ...of, state: 'queued' }
    case 'as_template':
      return { ...of, state: 'queued', asTemplate: true, reason: 'window_closed', errorCode: outcome.errorCode }
    case 'upload_again':
      return { ...of, state: 'queued', reason: 'file_refused', errorCode: outcome.errorCode }
    case 'unknown':
      return { ...of, state: 'unknown', delayMs: waits.unknownMs, reason: 'answer_lost' }
    case 'parked': {
      const { reason, errorCode, afterMs: delayMs } = outcome
      return { ...of, state: 'parked', reason, delayMs, errorCode }
    }
    case 'failed': {
      const { reason, errorCode } = outcome
      // A reaction underlines what is said: where a provider has none, nothing is missing.
      const inVain = row.content.type === 'reaction' && reason === 'unsupported_by_provider'
      return { ...of, state: inVain ? 'dropped' : 'failed', reason, errorCode }
    }
    case 'retry': {
      // Where the whole number waits, the message is ready as soon as the number is.
      const own = outcome.holds === 'contact'
      const delayMs = own ? Math.max(outcome.afterMs ?? 0, backOffMs(attempts, waits.random)) : 0
      return { ...of, state: 'queued', delayMs, reason: 'refused_for_now', errorCode: outcome.errorCode }
    }
  }
}

/** What is written down about a message that is not sent at all. */
export function settlementWithout(row: ClaimRow, unknownMs: number): Settlement | null {
  const { id, contactId, attempts, pushes } = row
  const of = { id, contactId, attempts, pushes, ...none }
  switch (row.verdict) {
    case 'lost':
      return { ...of, state: 'unknown', delayMs: unknownMs, reason: 'sender_died' }
    case 'give_up':
      return { ...of, state: 'failed', reason: 'outcome_unknown' }
    case 'expired':
      return { ...of, state: 'dropped', reason: 'expired' }
    case 'opted_out':
      return { ...of, state: 'dropped', reason: 'opted_out' }
    case 'window_closed':
      return { ...of, state: 'parked', reason: 'window_closed' }
    case 'empty':
    case 'changed':
    case 'limited':
    case 'send':
    case 'upload':
      return null
  }
}
