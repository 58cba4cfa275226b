export { accounts, type Entry, type Posting } from './ledger/posting.ts'
export { postingsOf } from './ledger/postings-of.ts'
export { advance } from './order/advance.ts'
export type { Advanced } from './order/advanced.ts'
export type { Fact } from './order/fact.ts'
export { type Judgement, judgeNotice } from './order/judge-notice.ts'
export { creditedOf, creditOf, newOrder, type OrderMoney, type OrderState } from './order/order-money.ts'
export type { DoubtReason, Outcome } from './order/outcome.ts'
export {
  type HoldReason,
  isHeld,
  isSamePayment,
  leftOf,
  type Payment,
  type PaymentKey,
  type Standing,
} from './order/payment.ts'
export type { Refund, RefundNotice } from './order/refund.ts'
export { type Money, type Prices, priceOf } from './price.ts'
export { type Tier, tierOf, tiers } from './tier.ts'
