import fc from 'fast-check'
import { test } from 'tap'
import { applyCosts, applyStatus, type MessageState } from './apply-status.ts'
import { readPricing } from './read-pricing.ts'

const at = (second: number) => new Date(1_790_000_000_000 + second * 1000)
const message = (state: string, more: Partial<MessageState> = {}): MessageState => ({
  state,
  reason: null,
  errorCode: null,
  errorDetail: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  playedAt: null,
  failedAt: null,
  pricing: null,
  charged: null,
  ...more,
})
const after = (start: MessageState, ...statuses: string[]) =>
  statuses.reduce(
    (now, status, index) =>
      applyStatus(now, { status, at: at(index), errorCode: status === 'failed' ? 131026 : null }) ?? now,
    start,
  )

test('a message goes forward, and never back', async t => {
  t.match(after(message('accepted'), 'sent', 'delivered', 'read'), { state: 'read', sentAt: at(0), readAt: at(2) })
  t.match(after(message('accepted'), 'read', 'sent', 'delivered'), { state: 'read', sentAt: at(1), deliveredAt: at(2) })
  t.equal(applyStatus(message('delivered', { sentAt: at(0) }), { status: 'sent', at: at(9), errorCode: null }), null)
})

test('a status tells that a message of unknown fate was taken', async t => {
  t.equal(after(message('unknown', { reason: 'answer_lost' }), 'sent').state, 'sent')
  t.equal(after(message('sending'), 'delivered').state, 'delivered')
  t.match(after(message('failed', { reason: 'outcome_unknown' }), 'sent'), { state: 'sent', reason: null })
})

test('a failure is an end, unless the message arrived', async t => {
  t.match(after(message('sent'), 'failed'), { state: 'failed', errorCode: 131026, reason: 'refused_later' })
  t.match(after(message('delivered'), 'failed'), { state: 'delivered', errorCode: 131026 })
  t.match(after(message('sent'), 'failed', 'sent'), { state: 'failed' })
  t.match(after(message('sent'), 'failed', 'delivered'), { state: 'delivered', errorCode: 131026, failedAt: at(0) })
})

test('an unknown word changes nothing', async t => {
  for (const status of ['warmed', 'toString', '__proto__']) {
    t.equal(applyStatus(message('sent'), { status, at: at(0), errorCode: null }), null, status)
  }
})

test('whatever comes in whatever order, the end is the same', async () => {
  const words = fc.constantFrom('sent', 'delivered', 'read', 'played')
  fc.assert(
    fc.property(fc.array(words), fc.array(words), (a, b) => {
      const one = after(message('accepted'), ...a, ...b)
      const other = after(message('accepted'), ...b, ...a)
      return one.state === other.state && after(one, ...a, ...b).state === one.state
    }),
  )
})

test('what a message costs is read as far as it is said, and kept once', async t => {
  const said = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing', more: 1 }
  const pricing = readPricing(said)
  t.same(pricing, { category: 'marketing', type: 'regular', model: 'PMP', billable: true })
  t.same(readPricing({ category: 'service' }), { category: 'service', type: null, model: null, billable: null })
  for (const odd of [undefined, null, 'free', [], {}, { category: 7, billable: 'yes' }]) t.equal(readPricing(odd), null)
  const priced = applyCosts(message('sent'), { pricing, charged: null })
  t.same(priced.pricing, pricing)
  t.equal(applyCosts(priced, { pricing: readPricing(said), charged: null }), priced, 'told twice')
  t.equal(applyCosts(priced, { pricing: null, charged: null }), priced)
})

test('of a conversation that is charged, what was said stays when less is said later', async t => {
  const expiresAt = '2026-11-22T10:00:00.000Z'
  const sent = applyCosts(message('sent'), {
    pricing: null,
    charged: { id: 'c', origin: 'referral_conversion', expiresAt },
  })
  const delivered = applyCosts(sent, { pricing: null, charged: { id: 'c', origin: 'referral_conversion' } })
  t.equal(delivered, sent)
  t.same(applyCosts(message('sent'), { pricing: null, charged: { id: 'c' } }).charged, { id: 'c' })
})

test('why it failed is kept with it, also where it arrived elsewhere', async t => {
  const failure = { status: 'failed', at: at(1), errorCode: 131026, errorDetail: 'Undeliverable: no such device' }
  t.match(applyStatus(message('sent'), failure), { state: 'failed', errorDetail: /no such device/ })
  t.match(applyStatus(message('read'), failure), { state: 'read', errorDetail: /no such device/ })
})
