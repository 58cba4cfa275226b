import type { Fact, Outcome, RefundNotice } from '@astria-bot/pricing'
import { applyFact } from '../book/apply-fact.ts'
import { type Book, type OrderCase, paymentName } from '../book/book.ts'
import type { NoticeEntry, NoticeOfOrder } from '../book/notice-of-order.ts'

type Fate = Pick<NoticeEntry, 'state' | 'reason'>

/** Applies a notice to its order, and writes down what became of it and of those that had waited for it. */
export function applyNotice(book: Book, notice: NoticeOfOrder, cause: string | undefined): void {
  const { writes } = book
  const { provider, noticeId, orderRef } = notice
  const note = (fate: Fate) => writes.notices.push({ ...notice, ...fate })
  const fact = factOf(notice)
  if (!fact) {
    note({ state: 'ignored', reason: 'other_type' })
    return
  }
  const before = book.cases.get(orderRef)
  if (!before) {
    writes.reports.push({ type: 'unmatched', orderId: orderRef, attention: true })
    note({ state: 'unmatched', reason: 'unknown_order' })
    keepUnmatched(book, notice)
    return
  }
  const name = paymentName(provider, noticeId)
  const owner = notice.kind === 'refunded' ? undefined : book.paymentOwners.get(name)
  if (owner !== undefined && owner !== orderRef) {
    writes.reports.push({ type: 'another_order', orderId: orderRef, attention: true })
    note({ state: 'doubtful', reason: 'payment_of_another_order' })
    return
  }
  if (notice.kind !== 'refunded') book.paymentOwners.set(name, orderRef)
  const outcomes = applyFact(book, orderRef, fact, cause)
  note(fateOf(notice, outcomes))
  noteWaited(book, before, outcomes)
}

/** Refunds that had waited for this payment are settled by it. */
function noteWaited(book: Book, { money }: OrderCase, outcomes: readonly Outcome[]): void {
  const still = book.cases.get(money.orderId)?.money.waiting ?? []
  for (const waited of money.waiting) {
    if (still.some(({ provider, noticeId }) => provider === waited.provider && noticeId === waited.noticeId)) continue
    const notice = { ...waited, kind: 'refunded', type: 'payment.refunded', orderRef: money.orderId } as const
    book.writes.notices.push({ ...notice, ...fateOf(waited, outcomes) })
  }
}

function factOf(notice: NoticeOfOrder): Fact | null {
  const { provider, noticeId, amountMinor, currency } = notice
  const money = { provider, amountMinor, currency }
  switch (notice.kind) {
    case 'succeeded':
      return { type: 'payment_succeeded', paymentId: noticeId, ...money }
    case 'failed':
      return { type: 'payment_failed', paymentId: noticeId, ...money }
    case 'refunded':
      return { type: 'refund_announced', noticeId, ...money }
    case 'other':
      return null
  }
}

/** What became of a notice, by the outcomes that name it. */
function fateOf(
  { provider, noticeId }: Pick<RefundNotice, 'provider' | 'noticeId'>,
  outcomes: readonly Outcome[],
): Fate {
  const own = outcomes.find(
    outcome => 'notice' in outcome && outcome.notice.provider === provider && outcome.notice.noticeId === noticeId,
  )
  if (own?.type === 'refund_waits') return { state: 'waiting', reason: 'before_its_payment' }
  if (own?.type === 'refund_doubtful') return { state: 'doubtful', reason: own.reason }
  const [only] = outcomes
  if (outcomes.length === 1 && only?.type === 'ignored') return { state: 'ignored', reason: only.why }
  return { state: 'applied', reason: null }
}

/** The order may come in the same batch. */
function keepUnmatched(book: Book, notice: NoticeOfOrder): void {
  const others = book.unmatched.get(notice.orderRef) ?? []
  book.unmatched.set(notice.orderRef, [...others, notice])
}
