import { type Advanced, ignored } from './advanced.ts'
import { type OrderMoney, openRefundOf, withRefund } from './order-money.ts'
import { isHeld, isSamePayment, leftOf, type PaymentKey } from './payment.ts'
import type { Refund } from './refund.ts'

/** A person gives back what is left of money that is held. The order stays as it is: it never had it. */
export function returnHeld(order: OrderMoney, wish: PaymentKey & { refundId: string; automatic: boolean }): Advanced {
  const payment = order.payments.find(other => isSamePayment(other, wish))
  if (!payment || !isHeld(payment)) return ignored(order, 'not_held')
  if (leftOf(payment) === 0) return ignored(order, 'nothing_left')
  if (openRefundOf(order, payment)) return ignored(order, 'refund_under_way')
  const { provider, paymentId, currency } = payment
  const refund: Refund = {
    refundId: wish.refundId,
    provider,
    paymentId,
    amountMinor: leftOf(payment),
    currency,
    state: wish.automatic ? 'asked' : 'due',
  }
  return { order: withRefund(order, refund), outcomes: [{ type: 'refund_wanted', refund }] }
}
