import type { Money } from '../price.ts'
import type { PaymentKey } from './payment.ts'

/** Money that goes back. `asked`: the provider was asked; `due`: a person has to do it; `done`: the provider confirmed it. */
export interface Refund extends Money, PaymentKey {
  /** Ours (the idempotency key), or `<provider>:<id>` of one that the provider began. */
  readonly refundId: string
  readonly state: 'asked' | 'due' | 'done'
}

/** What a provider said about a refund. */
export interface RefundNotice extends Money {
  readonly provider: string
  readonly noticeId: string
}
