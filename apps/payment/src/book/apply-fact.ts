import { advance, type Fact, isHeld, isSamePayment, type Outcome, postingsOf } from '@astria-bot/pricing'
import { refundEffect } from '../refund/refund-request.ts'
import { type Book, type OrderCase, putCase, type Report } from './book.ts'
import { eventsOf } from './events-of.ts'

/** Moves an order on, and notes everything that follows: entries in the ledger, events, a refund to be asked for. */
export function applyFact(book: Book, orderId: string, fact: Fact, cause: string | undefined): readonly Outcome[] {
  const before = book.cases.get(orderId)
  if (!before) throw new Error('the order is not on the desk')
  const { order: money, outcomes } = advance(before.money, fact)
  const paid = before.paid || outcomes.some(({ type }) => type === 'credited' || type === 'accepted')
  const after: OrderCase = { ...before, money, paid }
  if (money !== before.money) putCase(book, after)
  const { writes } = book
  for (const outcome of outcomes) {
    writes.postings.push(...postingsOf(money, outcome).map(posting => ({ orderId, posting })))
    writes.events.push(...eventsOf(after, outcome, { now: book.now, cause }))
    writes.reports.push(reportOf(orderId, outcome))
    if (outcome.type === 'refund_wanted' && outcome.refund.state === 'asked') {
      const { refund } = outcome
      const payment = money.payments.find(other => isSamePayment(other, refund))
      writes.effects.push(refundEffect(orderId, refund, payment !== undefined && isHeld(payment)))
    }
  }
  return outcomes
}

function reportOf(orderId: string, outcome: Outcome): Report {
  const { type } = outcome
  switch (type) {
    case 'held':
    case 'refund_doubtful':
      return { type, orderId, reason: outcome.reason, attention: true }
    case 'refund_wanted':
      return { type, orderId, reason: outcome.refund.state, attention: outcome.refund.state === 'due' }
    case 'refund_refused':
      return { type, orderId, attention: true }
    case 'ignored':
      return { type, orderId, reason: outcome.why, attention: false }
    case 'credited':
    case 'accepted':
    case 'failed':
    case 'captured':
    case 'refunded':
    case 'refund_waits':
    case 'closed':
      return { type, orderId, attention: false }
  }
}
