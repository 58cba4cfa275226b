import type { Money } from '../price.ts'
import { isSamePayment, leftOf, type Payment, type PaymentKey } from './payment.ts'
import type { Refund, RefundNotice } from './refund.ts'

/**
 * Where an order stands, as far as money goes:
 *
 * - `awaiting_payment`: it can be paid;
 * - `mispriced`: it was placed at a price that is not ours, and cannot be paid until a person has looked;
 * - `paid`: credited once; what it pays for is under way;
 * - `delivered`: the credit was earned;
 * - `refunding`: the provider was asked to give the money back; `refund_due`: a person has to;
 * - `refunded`: nothing of the payment is left; `closed`: it was given up before it was paid.
 */
export type OrderState =
  | 'awaiting_payment'
  | 'mispriced'
  | 'paid'
  | 'delivered'
  | 'refunding'
  | 'refund_due'
  | 'refunded'
  | 'closed'

/** The money of one order: what was asked for, what came, what went back. Changed by `advance` alone. */
export interface OrderMoney extends Money {
  readonly orderId: string
  /** A pseudonym of the customer: names the account in the ledger, which is kept when the customer is forgotten. */
  readonly customerId: string
  readonly state: OrderState
  readonly payments: readonly Payment[]
  readonly refunds: readonly Refund[]
  /** Refunds that were announced before their payment. */
  readonly waiting: readonly RefundNotice[]
  /** What was moved from the customer's credit to the revenue, less what was moved back. */
  readonly capturedMinor: number
}

/** An order that nothing has happened to yet. */
export function newOrder(
  order: Money & { orderId: string; customerId: string },
  state: 'awaiting_payment' | 'mispriced',
): OrderMoney {
  return { ...order, state, payments: [], refunds: [], waiting: [], capturedMinor: 0 }
}

/** The payment that paid the order. */
export function creditedOf(order: OrderMoney): Payment | undefined {
  return order.payments.find(payment => payment.standing === 'credited')
}

/** A refund of this payment that is not done yet. */
export function openRefundOf(order: OrderMoney, payment: PaymentKey): Refund | undefined {
  return order.refunds.find(refund => refund.state !== 'done' && isSamePayment(refund, payment))
}

/** What the customer still has of it: paid, less what went back and what was earned. */
export function creditOf(order: OrderMoney): number {
  const credited = creditedOf(order)
  return credited ? leftOf(credited) - order.capturedMinor : 0
}

/** Puts a payment in the place of its older version, or adds it. */
export function withPayment(order: OrderMoney, payment: Payment): OrderMoney {
  const others = order.payments.filter(other => !isSamePayment(other, payment))
  return { ...order, payments: [...others, payment] }
}

/** Puts a refund in the place of its older version, or adds it. */
export function withRefund(order: OrderMoney, refund: Refund): OrderMoney {
  const others = order.refunds.filter(({ refundId }) => refundId !== refund.refundId)
  return { ...order, refunds: [...others, refund] }
}
