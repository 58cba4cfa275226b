import { type Advanced, ignored } from './advanced.ts'
import { bookRefund } from './book-refund.ts'
import { creditedOf, type OrderMoney } from './order-money.ts'
import type { DoubtReason } from './outcome.ts'
import { isHeld, isSamePayment, leftOf, type Payment } from './payment.ts'
import type { Refund, RefundNotice } from './refund.ts'

/**
 * The provider announces that money went back. Its id is that of our refund, of the payment, or of the provider's own
 * refund. One that was asked for or done already is not booked a second time, under whichever id it is announced.
 */
export function announceRefund(order: OrderMoney, given: RefundNotice): Advanced {
  const notice = toNotice(given)
  const refundId = `${notice.provider}:${notice.noticeId}`
  const known = order.refunds.find(refund => refund.refundId === notice.noticeId || refund.refundId === refundId)
  if (known?.state === 'done') return ignored(order, 'known')
  const payment = known ? paymentOf(order, known) : refundedBy(order, notice)
  if (!payment) return wait(order, notice)
  if (leftOf(payment) === 0) return ignored(order, 'nothing_left')
  const reason = doubt(payment, notice)
  if (reason) return doubtful(order, notice, reason)

  const open = order.refunds.find(refund => refund.state !== 'done' && isSamePayment(refund, payment))
  if (open?.amountMinor === notice.amountMinor) return bookRefund(order, { ...open, state: 'done' })
  // Ours would be on top of it: which of the two came true is for a person to find out.
  if (open?.state === 'asked') return doubtful(order, notice, 'another_refund_under_way')
  const { provider, paymentId } = payment
  const { amountMinor, currency } = notice
  return bookRefund(order, { refundId, provider, paymentId, amountMinor, currency, state: 'done' })
}

/**
 * Which payment a refund belongs to: the one with its id; else money that is held and of the same amount, which nobody
 * else is waiting for; else the one that paid the order; else the only one that is held.
 */
function refundedBy(order: OrderMoney, notice: RefundNotice): Payment | undefined {
  const named = order.payments.find(payment => isSamePayment(payment, { ...notice, paymentId: notice.noticeId }))
  if (named) return named.standing === 'failed' ? undefined : named
  const held = order.payments.filter(payment => isHeld(payment) && leftOf(payment) > 0)
  const exact = held.find(
    ({ amountMinor, currency }) => amountMinor === notice.amountMinor && currency === notice.currency,
  )
  return exact ?? creditedOf(order) ?? (held.length === 1 ? held[0] : undefined)
}

function paymentOf(order: OrderMoney, refund: Refund): Payment | undefined {
  return order.payments.find(payment => isSamePayment(payment, refund))
}

function doubt(payment: Payment, notice: RefundNotice): DoubtReason | null {
  if (notice.currency !== payment.currency) return 'wrong_currency'
  if (notice.amountMinor <= 0) return 'wrong_amount'
  return notice.amountMinor > leftOf(payment) ? 'more_than_left' : null
}

function wait(order: OrderMoney, notice: RefundNotice): Advanced {
  const others = order.waiting.filter(other => other.provider !== notice.provider || other.noticeId !== notice.noticeId)
  return { order: { ...order, waiting: [...others, notice] }, outcomes: [{ type: 'refund_waits', notice }] }
}

function toNotice({ provider, noticeId, amountMinor, currency }: RefundNotice): RefundNotice {
  return { provider, noticeId, amountMinor, currency }
}

function doubtful(order: OrderMoney, notice: RefundNotice, reason: DoubtReason): Advanced {
  return { order, outcomes: [{ type: 'refund_doubtful', notice, reason }] }
}
