import { classify } from '@astria-bot/whatsapp'
import { consequenceOf } from '../delivery/consequence.ts'
import type { SentMessage } from '../sql/lock-messages.ts'

/**
 * A message that failed after WhatsApp had accepted it, as far as it can still be sent: as its template, or later. The
 * same errors lead to the same as in the answer to the sending. Null: it has failed.
 */
export function secondChance(message: SentMessage, errorCode: number | null): SentMessage | null {
  if (errorCode === null) return null
  const { message: what, parkMs } = consequenceOf(classify(errorCode), errorCode)
  const again = { ...message, wamid: null, sentAt: null, failedAt: null, pricing: null, errorCode }
  const parked = (reason: string, ms: number) => ({ ...again, state: 'parked', reason, parkMs: ms })
  switch (what) {
    case 'as_template':
      return message.canStandIn
        ? { ...again, state: 'queued', reason: 'window_closed', asTemplate: true, canStandIn: false }
        : parked('window_closed', 0)
    case 'without_template':
      return message.asTemplate ? parked('template_refused', 0) : null
    case 'park':
      return parked(`whatsapp_${errorCode}`, parkMs)
    case 'retry':
    case 'wait_for_number':
    case 'wait_for_account':
    case 'upload_again':
    case 'fail':
      // It was accepted once: what is not known to be harmless is not sent a second time.
      return null
  }
}
