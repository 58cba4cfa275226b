import { test } from 'tap'
import { notice, placed, someOrder } from './support/events.ts'
import { auditOf, startPayment } from './support/payment.ts'

const types = (events: { type: string }[]) => events.map(event => event.type)

test('notices before their order are kept, and applied when it comes', async t => {
  const payment = await startPayment(t)
  const [paid, returned] = [someOrder(), someOrder()]
  await payment.tell(
    notice(paid, 'succeeded'),
    notice(returned, 'refunded', { noticeId: 'back' }),
    notice(returned, 'succeeded', { orderId: returned.orderId.toUpperCase() }),
  )
  t.same(await payment.told(), [])
  const waiting = await payment.db.pool.query('select state from payments.notices')
  t.same(
    waiting.rows.map(row => row.state),
    ['unmatched', 'unmatched', 'unmatched'],
  )
  await payment.tell(placed(paid), placed(returned))
  const told = await payment.told()
  t.same(types(told), ['checkout.opened.v1', 'payment.received.v1', 'checkout.opened.v1', 'payment.refunded.v1'])
  t.match(told[3]?.data, { orderId: returned.orderId, full: true }, 'nothing is made for what went back already')
  const after = await payment.db.pool.query('select distinct state from payments.notices')
  t.same(after.rows, [{ state: 'applied' }])
  t.same(await auditOf(payment.db), [])
})

test('a refund before its payment, in part and in whole', async t => {
  const payment = await startPayment(t)
  const [part, whole] = [someOrder(), someOrder()]
  await payment.tell(
    placed(part),
    placed(whole),
    notice(part, 'refunded', { noticeId: 'part', amountMinor: 900 }),
    notice(whole, 'refunded'),
  )
  t.equal((await payment.told()).length, 2)
  await payment.tell(notice(part, 'succeeded'), notice(whole, 'succeeded'))
  t.match((await payment.told()).slice(2), [
    { type: 'payment.received.v1', data: { order: { orderId: part.orderId } } },
    { type: 'payment.refunded.v1', data: { orderId: part.orderId, amountMinor: 900, full: false } },
    { type: 'payment.refunded.v1', data: { orderId: whole.orderId, amountMinor: 4900, full: true } },
  ])
  const { rows } = await payment.db.pool.query('select distinct state from payments.notices')
  t.same(rows, [{ state: 'applied' }])
  t.same(await auditOf(payment.db), [])
})

test('what does not concern an order of ours harms nobody', async t => {
  const payment = await startPayment(t)
  const [order, other] = [someOrder(), someOrder()]
  await payment.tell(
    placed(order),
    placed(other),
    notice(order, 'other', { noticeId: 'x', type: 'dispute.opened' }),
    notice(order, 'succeeded', { noticeId: 'y', orderId: "x'; drop table orders; --" }),
    notice(order, 'succeeded', { noticeId: 'z', amountMinor: 49.5 }),
    notice(order, 'succeeded', { noticeId: 'same' }),
    notice(other, 'succeeded', { noticeId: 'same' }),
    notice(order, 'refunded', { noticeId: 'more', amountMinor: 5000 }),
  )
  t.same(types(await payment.told()), ['checkout.opened.v1', 'checkout.opened.v1', 'payment.received.v1'])
  const dead = await payment.db.pool.query('select code from ops.bus_dead')
  t.same(dead.rows, [{ code: 'bad_amount' }])
  const { rows } = await payment.db.pool.query('select notice_id, state, reason from payments.notices order by seq')
  t.match(rows, [
    { notice_id: 'x', state: 'ignored' },
    { notice_id: 'y', state: 'unmatched' },
    { notice_id: 'same', state: 'applied' },
    { notice_id: 'more', state: 'doubtful', reason: 'more_than_left' },
  ])
  t.same(await auditOf(payment.db), [])
})

test('a notice and its order in one batch', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.handle([notice(order, 'succeeded'), placed(order), notice(order, 'refunded', { amountMinor: 900 })])
  await payment.settled()
  t.same(types(await payment.told()), ['checkout.opened.v1', 'payment.received.v1', 'payment.refunded.v1'])
  t.same(await auditOf(payment.db), [])
})
