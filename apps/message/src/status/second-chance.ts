import { classify } from '@astria-bot/whatsapp'
import { consequenceOf } from '../delivery/consequence.ts'
import type { SentMessage } from '../sql/lock-messages.ts'

/** WhatsApp took a moment to refuse it: the next moment may be as bad. Also longer than the pair rate asks for. */
const pauseMs = 10_000
/** So often at most is a message accepted and refused later while something is wrong with the account. */
const accountTries = 5

/**
 * A message that failed after WhatsApp had accepted it, as far as it can still be sent: as its template, or later. The
 * same errors lead to the same as in the answer to the sending ("Error codes": a failure may come either way), but only
 * once where time alone is to heal it: each try was accepted first. Null: it has failed.
 */
export function secondChance(message: SentMessage, errorCode: number | null): SentMessage | null {
  if (errorCode === null) return null
  const { message: what, parkMs } = consequenceOf(classify(errorCode), errorCode)
  const refused = message.wamid === null ? message.refused : [...message.refused, message.wamid]
  const again = {
    ...message,
    wamid: null,
    refused,
    sentAt: null,
    failedAt: null,
    pricing: null,
    charged: null,
    errorCode,
  }
  const parked = (reason: string, ms: number) => ({ ...again, state: 'parked', reason, parkMs: ms })
  const queued = (reason: string) => ({ ...again, state: 'queued', reason })
  switch (what) {
    case 'as_template':
      return message.canStandIn
        ? { ...queued('window_closed'), asTemplate: true, canStandIn: false }
        : parked('window_closed', 0)
    case 'without_template':
      return message.asTemplate ? parked('template_refused', 0) : null
    case 'park':
      return parked(`whatsapp_${errorCode}`, parkMs)
    case 'retry':
      return message.resent ? null : { ...parked('refused_for_now', pauseMs), resent: true }
    case 'wait_for_number':
      // The number is slowed: its whole queue waits, and this message in it.
      return message.resent ? null : { ...queued('refused_for_now'), resent: true }
    case 'upload_again':
      return message.resent ? null : { ...queued('file_refused'), resent: true }
    case 'wait_for_account':
      // The number is stopped, and the queue is kept until it is set going or a try is accepted.
      return refused.length < accountTries ? queued('refused_for_now') : null
    case 'fail':
      return null
  }
}
