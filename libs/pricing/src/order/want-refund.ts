import { type Advanced, ignored } from './advanced.ts'
import { creditedOf, creditOf, type OrderMoney, withRefund } from './order-money.ts'
import type { Refund } from './refund.ts'

/** What was paid for will never be: what is left of the credit goes back. */
export function wantRefund(order: OrderMoney, wish: { refundId: string; automatic: boolean }): Advanced {
  const payment = creditedOf(order)
  if (order.state !== 'paid' || !payment) return ignored(order, `unfulfillable_while_${order.state}`)
  const refund: Refund = {
    refundId: wish.refundId,
    provider: payment.provider,
    paymentId: payment.paymentId,
    amountMinor: creditOf(order),
    currency: payment.currency,
    state: wish.automatic ? 'asked' : 'due',
  }
  return {
    order: { ...withRefund(order, refund), state: wish.automatic ? 'refunding' : 'refund_due' },
    outcomes: [{ type: 'refund_wanted', refund }],
  }
}
