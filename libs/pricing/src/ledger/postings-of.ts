import { creditedOf, type OrderMoney } from '../order/order-money.ts'
import type { Outcome } from '../order/outcome.ts'
import { isHeld } from '../order/payment.ts'
import { accounts, type Posting, transfer } from './posting.ts'

/** The ledger's transactions for what came of a fact. Most outcomes move no money. */
export function postingsOf(order: OrderMoney, outcome: Outcome): readonly Posting[] {
  return transfersOf(order, outcome).filter(({ entries }) => entries.some(({ amountMinor }) => amountMinor !== 0))
}

function transfersOf(order: OrderMoney, outcome: Outcome): readonly Posting[] {
  const customer = accounts.customer(order.customerId)
  switch (outcome.type) {
    case 'credited':
    case 'held': {
      const { provider, paymentId, amountMinor, currency } = outcome.payment
      const credited = outcome.type === 'credited'
      const to = credited ? customer : accounts.held
      const move = { from: accounts.provider(provider), to, amountMinor, currency }
      return [transfer(`payment:${provider}:${paymentId}`, credited ? 'payment' : 'hold', move)]
    }
    case 'accepted': {
      const { payment, amountMinor } = outcome
      const { provider, paymentId, currency } = payment
      const move = { from: accounts.held, to: customer, amountMinor, currency }
      return [transfer(`accept:${provider}:${paymentId}`, 'accept', move)]
    }
    case 'captured': {
      // A payment that a person accepted may be of another currency than the order.
      const { currency } = creditedOf(order) ?? order
      const move = { from: customer, to: accounts.revenue, amountMinor: outcome.amountMinor, currency }
      return [transfer(`capture:${order.orderId}`, 'capture', move)]
    }
    case 'refunded': {
      const { refund, payment, releasedMinor } = outcome
      const { refundId, provider, amountMinor, currency } = refund
      const from = isHeld(payment) ? accounts.held : customer
      return [
        transfer(`release:${refundId}`, 'release', {
          from: accounts.revenue,
          to: customer,
          amountMinor: releasedMinor,
          currency,
        }),
        transfer(`refund:${refundId}`, 'refund', { from, to: accounts.provider(provider), amountMinor, currency }),
      ]
    }
    case 'failed':
    case 'refund_wanted':
    case 'refund_refused':
    case 'refund_waits':
    case 'refund_doubtful':
    case 'closed':
    case 'ignored':
      return []
  }
}
