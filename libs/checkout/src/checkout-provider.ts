import type { Headers, Verified } from './notice.ts'
import type { CheckoutSettings, Provider, RefundSettings } from './provider.ts'

/** The part of an order that a provider learns. */
export interface CheckoutOrder {
  readonly orderId: string
  readonly amountMinor: number
  readonly currency: string
}

/** Money that is to go back. */
export interface Refund extends CheckoutOrder {
  /** Ours, and the idempotency key: the same refund asked for again has the same id. */
  readonly refundId: string
  /** The provider's id of the payment. */
  readonly paymentId: string
}

/** A payment provider, as far as the system needs one. */
export interface CheckoutProvider<Name extends Provider = Provider> {
  /** The page where the order can be paid. Throws RejectedError when the settings do not make an address. */
  openCheckout(order: CheckoutOrder, settings: CheckoutSettings[Name]): string
  /** Judges the raw bytes of a webhook. Never throws. All `secrets` are tried, so that they can be rotated. */
  verifyNotice(rawBody: Buffer, headers: Headers, secrets: readonly string[], now: Date): Verified
  /**
   * Gives money back. Resolves when the provider has confirmed it. Throws TransientError when nothing was done,
   * RejectedError when it never will be, UnknownOutcomeError when the answer was lost.
   */
  refund(refund: Refund, settings: RefundSettings[Name]): Promise<void>
}
