import type { Money } from '../price.ts'

/** Why money is held instead of credited. */
export type HoldReason = 'wrong_amount' | 'wrong_currency' | 'paid_already' | 'order_closed'

/** How a payment counts. There is at most one credited payment per order. */
export type Standing = 'credited' | 'failed' | HoldReason

/** A payment, as a provider announced it. */
export interface Payment extends Money {
  readonly provider: string
  /** The provider's id. */
  readonly paymentId: string
  readonly standing: Standing
  /** How much of it went back. */
  readonly refundedMinor: number
}

/** What is left of a payment at the provider. */
export function leftOf(payment: Payment): number {
  return payment.standing === 'failed' ? 0 : payment.amountMinor - payment.refundedMinor
}

/** Whether money came that was neither credited nor refused by the provider. */
export function isHeld(payment: Payment): boolean {
  return payment.standing !== 'credited' && payment.standing !== 'failed'
}

/** Whether two are the same payment of the same provider. */
export function isSamePayment(a: PaymentKey, b: PaymentKey): boolean {
  return a.provider === b.provider && a.paymentId === b.paymentId
}

/** What names a payment. */
export type PaymentKey = Pick<Payment, 'provider' | 'paymentId'>
