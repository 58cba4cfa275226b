import { test } from 'tap'
import { advance, creditOf, type Fact, newOrder, type OrderMoney, type Outcome } from '../index.ts'

const order = newOrder(
  { orderId: 'order-1', customerId: 'customer-1', amountMinor: 4900, currency: 'ILS' },
  'awaiting_payment',
)
const paid = (paymentId: string, amountMinor = 4900, currency = 'ILS'): Fact => ({
  type: 'payment_succeeded',
  provider: 'hmac',
  paymentId,
  amountMinor,
  currency,
})
const failed = (paymentId: string): Fact => ({ ...paid(paymentId), type: 'payment_failed' }) as Fact
const returned = (noticeId: string, amountMinor = 4900, currency = 'ILS'): Fact => ({
  type: 'refund_announced',
  provider: 'hmac',
  noticeId,
  amountMinor,
  currency,
})
const unfulfillable = (automatic = true): Fact => ({ type: 'unfulfillable', refundId: 'refund-1', automatic })
const delivered: Fact = { type: 'delivered' }

function run(from: OrderMoney, ...facts: Fact[]): { order: OrderMoney; last: readonly Outcome[]; words: string[] } {
  let current = from
  let last: readonly Outcome[] = []
  const words: string[] = []
  for (const fact of facts) {
    const next = advance(current, fact)
    current = next.order
    last = next.outcomes
    words.push(...last.map(outcome => outcome.type))
  }
  return { order: current, last, words }
}

test('a payment of the right amount is credited once', async t => {
  const { order: after, words } = run(order, paid('pay-1'), paid('pay-1'), paid('pay-2'))
  t.same(words, ['credited', 'ignored', 'held'])
  t.equal(after.state, 'paid')
  t.equal(creditOf(after), 4900)
})

test('what does not fit is held, and the order can still be paid', async t => {
  const { order: after, words } = run(order, paid('a', 4899), paid('b', 4901), paid('c', 4900, 'USD'))
  t.same(words, ['held', 'held', 'held'])
  t.same(
    after.payments.map(payment => payment.standing),
    ['wrong_amount', 'wrong_amount', 'wrong_currency'],
  )
  t.equal(run(after, paid('d')).order.state, 'paid')
})

test('an order that is not open holds the money', async t => {
  for (const closed of [
    newOrder(order, 'mispriced'),
    run(order, { type: 'abandoned' }).order,
    run(order, paid('pay-1'), returned('pay-1')).order,
  ]) {
    t.match(run(closed, paid('late')).last, [{ type: 'held', reason: 'order_closed' }], closed.state)
  }
  const closed = newOrder(order, 'mispriced')
  t.match(run(run(closed, { type: 'abandoned' }).order, { type: 'abandoned' }).words, ['ignored'])
})

test('a failed payment leaves the order open; late news of a failure change nothing', async t => {
  t.match(run(order, failed('pay-1')).last, [{ type: 'failed', open: true }])
  t.equal(run(order, failed('pay-1'), paid('pay-1')).order.state, 'paid', 'the same session succeeds at last')
  t.same(run(order, paid('pay-1'), failed('pay-1')).words, ['credited', 'ignored'])
  t.match(run(order, paid('pay-1'), failed('pay-2')).last, [{ type: 'failed', open: false }])
})

test('a refund before its payment waits for it', async t => {
  const { order: after, words } = run(order, returned('pay-1'), returned('pay-1'), paid('pay-1'))
  t.same(words, ['refund_waits', 'refund_waits', 'credited', 'refunded'])
  t.equal(after.state, 'refunded')
  t.same(after.waiting, [])
  t.equal(creditOf(after), 0)
})

test('partial refunds leave the rest, and never more than that goes back', async t => {
  const first = run(order, paid('pay-1'), returned('re-1', 1000))
  t.match(first.last, [{ type: 'refunded', full: false }])
  t.equal(first.order.state, 'paid')
  t.match(run(first.order, returned('re-2', 4000)).last, [{ type: 'refund_doubtful', reason: 'more_than_left' }])
  t.match(run(first.order, returned('re-1', 1000)).last, [{ type: 'ignored' }])
  t.match(run(first.order, returned('re-3', 100, 'USD')).last, [{ reason: 'wrong_currency' }])
  t.match(run(first.order, returned('re-4', 0)).last, [{ reason: 'wrong_amount' }])
  t.match(run(first.order, returned('re-5', 3900)).last, [{ type: 'refunded', full: true }])
})

test('delivery earns the credit that is left, once', async t => {
  const { order: after, words, last } = run(order, paid('pay-1'), returned('re-1', 1000), delivered, delivered)
  t.same(words, ['credited', 'refunded', 'captured', 'ignored'])
  t.match(last, [{ why: 'delivered_while_delivered' }])
  t.match(after, { state: 'delivered', capturedMinor: 3900 })
  t.match(run(order, delivered).words, ['ignored'])
})

test('a refund after the delivery takes back what was earned', async t => {
  const { order: after, last } = run(order, paid('pay-1'), delivered, returned('re-1', 4900))
  t.match(last, [{ type: 'refunded', releasedMinor: 4900, full: true }])
  t.match(after, { state: 'refunded', capturedMinor: 0 })
})

test('what cannot be fulfilled is refunded once, however the provider says so', async t => {
  const asked = run(order, paid('pay-1'), unfulfillable(), unfulfillable())
  t.same(asked.words, ['credited', 'refund_wanted', 'ignored'])
  t.equal(asked.order.state, 'refunding')
  for (const [name, facts] of Object.entries({
    'its answer': [{ type: 'refund_confirmed', refundId: 'refund-1' }],
    'a notice with our id': [returned('refund-1')],
    'a notice with the id of the payment': [returned('pay-1')],
    'a notice with an id of its own': [returned('re-9')],
  } satisfies Record<string, Fact[]>)) {
    const { order: after, words } = run(asked.order, ...facts)
    t.same([after.state, words], ['refunded', ['refunded']], name)
    const again = run(after, { type: 'refund_confirmed', refundId: 'refund-1' }, returned('pay-1'), returned('other'))
    t.same(again.words, ['ignored', 'ignored', 'ignored'], `${name}, then the others`)
  }
  t.match(run(asked.order, returned('re-9', 100)).last, [{ reason: 'another_refund_under_way' }])
  t.match(run(asked.order, delivered).words, ['ignored'], 'too late')
})

test('a refund that is refused, or that nobody can be asked for, is due by a person', async t => {
  const refused = run(order, paid('pay-1'), unfulfillable(), { type: 'refund_refused', refundId: 'refund-1' })
  const byHand = run(order, paid('pay-1'), unfulfillable(false))
  for (const due of [refused, byHand]) {
    t.match(due.order, { state: 'refund_due', refunds: [{ state: 'due', amountMinor: 4900 }] })
    const part = run(due.order, returned('re-1', 1900))
    t.match(part.order.refunds, [
      { state: 'done', amountMinor: 1900 },
      { state: 'due', amountMinor: 3000 },
    ])
    t.equal(run(part.order, returned('re-2', 3000)).order.state, 'refunded')
    t.equal(run(due.order, returned('re-3')).order.state, 'refunded')
  }
  t.match(run(refused.order, { type: 'refund_refused', refundId: 'refund-1' }).words, ['ignored'])
  t.match(run(order, { type: 'refund_refused', refundId: 'x' }, { type: 'refund_confirmed', refundId: 'x' }).words, [
    'ignored',
    'ignored',
  ])
  t.match(run(order, unfulfillable()).words, ['ignored'])
})

test('held money goes back without touching the order', async t => {
  const twice = run(order, paid('pay-1'), paid('pay-2'))
  const { order: after, last } = run(twice.order, returned('re-1'))
  t.match(last, [{ type: 'refunded', payment: { paymentId: 'pay-2' }, full: true }])
  t.match([after.state, creditOf(after)], ['paid', 4900])
  t.match(run(order, paid('pay-1', 100), returned('re-1', 60)).last, [{ payment: { paymentId: 'pay-1' }, full: false }])
})
