import {
  type Event,
  paymentFailed,
  paymentHeld,
  paymentReceived,
  paymentRefunded,
  paymentReturned,
} from '@astria-bot/contracts'
import { isHeld, leftOf, type OrderMoney, type Outcome } from '@astria-bot/pricing'
import { paymentEvent } from '../payment-event.ts'
import type { OrderCase } from './book.ts'

/** What the other apps learn of an outcome. The ids are derived, so that the same news has the same id, whoever tells it. */
export function eventsOf(
  { money, contactId: known, details, url }: OrderCase,
  outcome: Outcome,
  { now, cause }: { now: Date; cause: string | undefined },
): readonly Event[] {
  const { orderId } = money
  // The contact may be forgotten: the pseudonym means nothing to anybody else.
  const contactId = known ?? money.customerId
  const attributes = (id: string) => ({ id, subject: contactId, time: now, causationid: cause })
  switch (outcome.type) {
    case 'credited':
    case 'accepted': {
      // A refund of all of it had come before the payment: nothing may be made for it.
      if (money.state === 'refunded' || !details) return []
      const { paymentId } = outcome.payment
      return [paymentEvent(paymentReceived, attributes(`payment-received:${orderId}`), { paymentId, order: details })]
    }
    case 'held': {
      const { provider, paymentId } = outcome.payment
      const data = { orderId, contactId, paymentId, reason: outcome.reason }
      return [paymentEvent(paymentHeld, attributes(`payment-held:${provider}:${paymentId}`), data)]
    }
    case 'failed': {
      if (!outcome.open || url === null) return []
      const { provider, paymentId } = outcome.payment
      const data = { orderId, contactId, paymentId, url }
      return [paymentEvent(paymentFailed, attributes(`payment-failed:${provider}:${paymentId}`), data)]
    }
    case 'refunded': {
      const { refundId, paymentId, amountMinor, currency } = outcome.refund
      if (isHeld(outcome.payment)) {
        const data = { orderId, contactId, paymentId, amountMinor, currency, url: isPayable(money) ? url : null }
        return [paymentEvent(paymentReturned, attributes(`payment-returned:${refundId}`), data)]
      }
      const data = { orderId, contactId, paymentId, amountMinor, currency, full: outcome.full }
      return [paymentEvent(paymentRefunded, attributes(`payment-refunded:${refundId}`), data)]
    }
    case 'captured':
    case 'refund_wanted':
    case 'refund_refused':
    case 'refund_waits':
    case 'refund_doubtful':
    case 'closed':
    case 'ignored':
      return []
  }
}

/** Whether there is nothing about its money that the customer should wait for. */
function isPayable({ state, payments }: OrderMoney): boolean {
  return state === 'awaiting_payment' && !payments.some(payment => isHeld(payment) && leftOf(payment) > 0)
}
