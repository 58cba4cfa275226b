import { type Advanced, ignored } from './advanced.ts'
import { bookRefund } from './book-refund.ts'
import { creditedOf, type OrderMoney, withRefund } from './order-money.ts'
import { isSamePayment } from './payment.ts'

/** The provider did what we asked for. Its notice may have come first. */
export function confirmRefund(order: OrderMoney, refundId: string): Advanced {
  const refund = order.refunds.find(other => other.refundId === refundId)
  if (!refund || refund.state === 'done') return ignored(order, refund ? 'known' : 'unknown_refund')
  return bookRefund(order, { ...refund, state: 'done' })
}

/** The provider will never do what we asked for: a person has to. */
export function refuseRefund(order: OrderMoney, refundId: string): Advanced {
  const refund = order.refunds.find(other => other.refundId === refundId)
  if (refund?.state !== 'asked') return ignored(order, refund ? 'known' : 'unknown_refund')
  const due = { ...refund, state: 'due' } as const
  // Money that is held never was the order's.
  const credited = creditedOf(order)
  const state = credited && isSamePayment(credited, refund) ? 'refund_due' : order.state
  return {
    order: { ...withRefund(order, due), state },
    outcomes: [{ type: 'refund_refused', refund: due }],
  }
}
