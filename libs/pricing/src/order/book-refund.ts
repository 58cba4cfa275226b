import type { Advanced } from './advanced.ts'
import { creditOf, type OrderMoney, withPayment, withRefund } from './order-money.ts'
import { isSamePayment, leftOf, type Payment } from './payment.ts'
import type { Refund } from './refund.ts'

/** Books a refund that the provider has confirmed. It is at most what is left of its payment. */
export function bookRefund(order: OrderMoney, refund: Refund): Advanced {
  const before = order.payments.find(payment => isSamePayment(payment, refund))
  if (!before) throw new Error('a refund is of a payment of its order')
  const payment: Payment = { ...before, refundedMinor: before.refundedMinor + refund.amountMinor }
  const full = leftOf(payment) === 0
  // Money that is held is no credit: nothing of it can have been earned.
  const credited = payment.standing === 'credited'
  const releasedMinor = credited ? Math.max(0, refund.amountMinor - creditOf(order)) : 0
  const moved: OrderMoney = {
    ...withRefund(withPayment(order, payment), refund),
    capturedMinor: order.capturedMinor - releasedMinor,
    state: credited && full ? 'refunded' : order.state,
  }
  return {
    order: withDueReduced(moved, payment),
    outcomes: [{ type: 'refunded', refund, payment, releasedMinor, full }],
  }
}

/** Where a person gives the money back in parts, what is due shrinks with each. */
function withDueReduced(order: OrderMoney, payment: Payment): OrderMoney {
  const due = order.refunds.find(refund => refund.state === 'due' && isSamePayment(refund, payment))
  if (!due) return order
  const left = leftOf(payment)
  return left > 0
    ? withRefund(order, { ...due, amountMinor: Math.min(due.amountMinor, left) })
    : withRefund(order, { ...due, amountMinor: 0, state: 'done' })
}
