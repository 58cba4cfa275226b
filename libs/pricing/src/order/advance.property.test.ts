import fc from 'fast-check'
import { test } from 'tap'
import { accounts, advance, creditOf, type Fact, newOrder, type Outcome, type Posting, postingsOf } from '../index.ts'

const amount = fc.constantFrom(0, 1, 1000, 2450, 4899, 4900, 4901)
const currency = fc.constantFrom('ILS', 'ILS', 'ILS', 'USD')
const id = fc.constantFrom('pay-1', 'pay-2', 're-1', 're-2', 'refund-1')
const named = { provider: fc.constantFrom('hmac', 'hmac', 'other'), amountMinor: amount, currency }
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ type: fc.constant('payment_succeeded' as const), paymentId: id, ...named }),
  fc.record({
    type: fc.constant('payment_succeeded' as const),
    provider: fc.constant('hmac'),
    paymentId: id,
    amountMinor: fc.constant(4900),
    currency: fc.constant('ILS'),
  }),
  fc.record({ type: fc.constant('payment_failed' as const), paymentId: id, ...named }),
  fc.record({ type: fc.constant('refund_announced' as const), noticeId: id, ...named }),
  fc.constantFrom<Fact>(
    { type: 'delivered' },
    { type: 'unfulfillable', refundId: 'refund-1', automatic: true },
    { type: 'unfulfillable', refundId: 'refund-1', automatic: false },
    { type: 'refund_confirmed', refundId: 'refund-1' },
    { type: 'refund_refused', refundId: 'refund-1' },
    { type: 'abandoned' },
  ),
  fc.record({ type: fc.constant('held_accepted' as const), provider: fc.constant('hmac'), paymentId: id }),
  fc
    .record({ provider: fc.constant('hmac'), paymentId: id, automatic: fc.boolean() })
    .map((of): Fact => ({ type: 'held_returned', refundId: `back-${of.paymentId}`, ...of })),
  id.chain(paymentId =>
    fc.constantFrom<Fact>(
      { type: 'refund_confirmed', refundId: `back-${paymentId}` },
      { type: 'refund_refused', refundId: `back-${paymentId}` },
    ),
  ),
)
const start = newOrder({ orderId: 'o', customerId: 'c', amountMinor: 4900, currency: 'ILS' }, 'awaiting_payment')

/** Plays a history and keeps the balance of each account after every step. */
function play(facts: readonly Fact[], check?: (step: ReturnType<typeof snapshot>) => void) {
  let order = start
  const balances = new Map<string, number>()
  const postings: Posting[] = []
  const outcomes: Outcome[] = []
  for (const next of facts) {
    const advanced = advance(order, next)
    order = advanced.order
    for (const outcome of advanced.outcomes) {
      outcomes.push(outcome)
      for (const posting of postingsOf(order, outcome)) {
        postings.push(posting)
        for (const entry of posting.entries) {
          const account = `${entry.account} ${entry.currency}`
          balances.set(account, (balances.get(account) ?? 0) + entry.amountMinor)
        }
      }
    }
    check?.(snapshot())
  }
  function snapshot() {
    return { order, balances, postings, outcomes }
  }
  return snapshot()
}
const histories = fc.array(fact, { maxLength: 25 })
/** A person may accept money of another currency; an order has only one payment that counts. */
const total = (balances: Map<string, number>, account: string) =>
  ['ILS', 'USD'].reduce((found, one) => found + (balances.get(`${account} ${one}`) ?? 0), 0)
const creditOfOutcome = (outcome: Outcome) => {
  if (outcome.type === 'accepted') return outcome.amountMinor
  return outcome.type === 'credited' ? outcome.payment.amountMinor : 0
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

test('every posting sums to zero per currency, and none is booked twice', async t => {
  fc.assert(
    fc.property(histories, facts => {
      const { postings } = play(facts)
      const zero = postings.every(({ entries }) =>
        [...new Set(entries.map(entry => entry.currency))].every(
          one => sum(entries.filter(entry => entry.currency === one).map(entry => entry.amountMinor)) === 0,
        ),
      )
      return zero && new Set(postings.map(posting => posting.key)).size === postings.length
    }),
    { numRuns: 3000 },
  )
  t.pass()
})

test('no balance is ever negative, but that of the providers', async t => {
  fc.assert(
    fc.property(histories, facts => {
      let right = true
      play(facts, ({ balances, order }) => {
        for (const [account, balance] of balances) right &&= account.startsWith('provider:') || balance >= 0
        right &&=
          order.capturedMinor >= 0 && order.payments.every(payment => payment.refundedMinor <= payment.amountMinor)
      })
      return right
    }),
    { numRuns: 3000 },
  )
  t.pass()
})

test('credit = payments − refunds − captured, in the order and in the ledger', async t => {
  fc.assert(
    fc.property(histories, facts => {
      const { order, balances, outcomes } = play(facts)
      const paid = sum(outcomes.map(outcome => creditOfOutcome(outcome)))
      const refunded = sum(
        outcomes.map(outcome =>
          outcome.type === 'refunded' && outcome.payment.standing === 'credited' ? outcome.refund.amountMinor : 0,
        ),
      )
      const captured = total(balances, accounts.revenue)
      const credit = total(balances, accounts.customer('c'))
      return credit === paid - refunded - captured && credit === creditOf(order) && captured === order.capturedMinor
    }),
    { numRuns: 3000 },
  )
  t.pass()
})

test('an order is credited at most once, and captured at most once', async t => {
  fc.assert(
    fc.property(histories, facts => {
      const { outcomes } = play(facts)
      const count = (type: Outcome['type']) => outcomes.filter(outcome => outcome.type === type).length
      const wanted = outcomes.flatMap(outcome =>
        outcome.type === 'refund_wanted' ? [`${outcome.refund.provider}:${outcome.refund.paymentId}`] : [],
      )
      return (
        count('credited') + count('accepted') <= 1 && count('captured') <= 1 && new Set(wanted).size === wanted.length
      )
    }),
    { numRuns: 3000 },
  )
  t.pass()
})

test('the order in which a payment and its refunds are announced, and how often, does not matter', async t => {
  const parts = fc.uniqueArray(fc.constantFrom(1000, 1200, 2700), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(parts, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (amounts, order) => {
      const money = { provider: 'hmac', currency: 'ILS' }
      const said: Fact[] = [
        { type: 'payment_succeeded', paymentId: 'pay-1', amountMinor: 4900, ...money },
        ...amounts.map(
          (amountMinor, i): Fact => ({ type: 'refund_announced', noticeId: `re-${i}`, amountMinor, ...money }),
        ),
      ]
      const shuffled = [...said, ...said, ...said]
        .map((one, i) => ({ one, at: order[i] ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one)
      const left = (facts: readonly Fact[]) => {
        const played = play(facts)
        return [
          played.order.state,
          creditOf(played.order),
          played.postings
            .map(({ key }) => key)
            .sort()
            .join(),
        ].join(' ')
      }
      return left(said) === left(shuffled)
    }),
    { numRuns: 1000 },
  )
  t.pass()
})
