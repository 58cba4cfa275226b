import type { Money } from '../price.ts'
import type { PaymentKey } from './payment.ts'
import type { RefundNotice } from './refund.ts'

/** What can happen to the money of an order. */
export type Fact =
  | ({ readonly type: 'payment_succeeded' } & NamedPayment)
  | ({ readonly type: 'payment_failed' } & NamedPayment)
  | ({ readonly type: 'refund_announced' } & RefundNotice)
  /** What was paid for was handed over, all of it. */
  | { readonly type: 'delivered' }
  /** What was paid for will never be. `automatic`: the provider can be asked for the refund; else a person does it. */
  | { readonly type: 'unfulfillable'; readonly refundId: string; readonly automatic: boolean }
  /** The provider's answer to a refund of ours. */
  | { readonly type: 'refund_confirmed'; readonly refundId: string }
  | { readonly type: 'refund_refused'; readonly refundId: string }
  /** A person lets money that is held pay the order. */
  | ({ readonly type: 'held_accepted' } & PaymentKey)
  /** A person gives money that is held back; `automatic` as above. */
  | ({ readonly type: 'held_returned'; readonly refundId: string; readonly automatic: boolean } & PaymentKey)
  /** The customer is gone; what is not paid never will be. */
  | { readonly type: 'abandoned' }

interface NamedPayment extends Money {
  readonly provider: string
  readonly paymentId: string
}
