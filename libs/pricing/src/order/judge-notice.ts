import type { Money } from '../price.ts'
import type { OrderMoney } from './order-money.ts'
import { type HoldReason, isSamePayment, type PaymentKey } from './payment.ts'

/** What a payment that succeeded means for an order. */
export type Judgement = 'credit' | 'known' | HoldReason

/**
 * Judges a payment that succeeded. Nothing of it is believed but its order's id: it is credited only if the order can
 * be paid, and amount and currency are exactly the order's. A payment that was judged before is `known`.
 */
export function judgeNotice(order: OrderMoney, notice: Money & PaymentKey): Judgement {
  const before = order.payments.find(payment => isSamePayment(payment, notice))
  // One that failed first may succeed later: the provider lets the customer try again in the same session.
  if (before && before.standing !== 'failed') return 'known'
  switch (order.state) {
    case 'paid':
    case 'delivered':
    case 'refunding':
    case 'refund_due':
      return 'paid_already'
    case 'refunded':
    case 'closed':
    case 'mispriced':
      return 'order_closed'
    case 'awaiting_payment':
      if (notice.currency !== order.currency) return 'wrong_currency'
      return notice.amountMinor === order.amountMinor ? 'credit' : 'wrong_amount'
  }
}
