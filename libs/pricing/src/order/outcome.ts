import type { HoldReason, Payment } from './payment.ts'
import type { Refund, RefundNotice } from './refund.ts'

/** What came of a fact. Those that move money have entries in the ledger (`postingsOf`). */
export type Outcome =
  | { readonly type: 'credited'; readonly payment: Payment }
  /** Held until a person let it pay the order. `amountMinor`: what was left of it. */
  | { readonly type: 'accepted'; readonly payment: Payment; readonly amountMinor: number }
  | { readonly type: 'held'; readonly payment: Payment; readonly reason: HoldReason }
  /** `open`: the order can still be paid, so that the customer is asked to try again. */
  | { readonly type: 'failed'; readonly payment: Payment; readonly open: boolean }
  | { readonly type: 'captured'; readonly amountMinor: number }
  | {
      readonly type: 'refunded'
      readonly refund: Refund
      /** As it is after the refund. */
      readonly payment: Payment
      /** How much of it had been earned already, and is taken back from the revenue first. */
      readonly releasedMinor: number
      /** Nothing of the payment is left. */
      readonly full: boolean
    }
  | { readonly type: 'refund_wanted'; readonly refund: Refund }
  | { readonly type: 'refund_refused'; readonly refund: Refund }
  | { readonly type: 'refund_waits'; readonly notice: RefundNotice }
  | { readonly type: 'refund_doubtful'; readonly notice: RefundNotice; readonly reason: DoubtReason }
  | { readonly type: 'closed' }
  /** Said before, or of no consequence. */
  | { readonly type: 'ignored'; readonly why: string }

/** Why a person has to look at an announced refund: nothing was booked. */
export type DoubtReason = 'wrong_amount' | 'wrong_currency' | 'more_than_left' | 'another_refund_under_way'
