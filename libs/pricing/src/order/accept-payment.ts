import { type Advanced, ignored } from './advanced.ts'
import { creditedOf, type OrderMoney, openRefundOf, withPayment } from './order-money.ts'
import { isHeld, isSamePayment, leftOf, type PaymentKey } from './payment.ts'

/**
 * A person lets money that is held pay the order, whatever its amount and currency: what is left of it becomes the
 * customer's credit. Only an order that waits for its payment can be paid so.
 */
export function acceptPayment(order: OrderMoney, key: PaymentKey): Advanced {
  const payment = order.payments.find(other => isSamePayment(other, key))
  if (!payment || !isHeld(payment)) return ignored(order, 'not_held')
  const amountMinor = leftOf(payment)
  if (amountMinor === 0) return ignored(order, 'nothing_left')
  if (openRefundOf(order, payment)) return ignored(order, 'refund_under_way')
  if (creditedOf(order)) return ignored(order, 'paid_already')
  if (order.state !== 'awaiting_payment') return ignored(order, 'order_closed')
  const accepted = { ...payment, standing: 'credited' } as const
  return {
    order: { ...withPayment(order, accepted), state: 'paid' },
    outcomes: [{ type: 'accepted', payment: accepted, amountMinor }],
  }
}
