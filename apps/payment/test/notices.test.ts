import { test } from 'tap'
import { notice, placed, someOrder } from './support/events.ts'
import { auditOf, startPayment } from './support/payment.ts'

const types = (events: { type: string }[]) => events.map(event => event.type)

test('a payment is credited and told once, with the order as it was placed', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'succeeded'), notice(order, 'succeeded'))
  const [, received, ...more] = await payment.told()
  t.match(received, {
    id: `payment-received:${order.orderId}`,
    type: 'payment.received.v1',
    subject: order.contactId,
    data: { paymentId: `pay-${order.orderId}`, order },
  })
  t.same(more, [])
  const { body } = await payment.read(`/api/orders/${order.orderId}`)
  t.match(body, { state: 'paid', payments: [{ state: 'credited', amountMinor: 4900 }] })
  t.match(body.ledger, [
    { kind: 'payment', entries: [{ account: 'provider:hmac', amountMinor: -4900 }, { amountMinor: 4900 }] },
  ])
  const { rows } = await payment.db.pool.query('select state, reason from payments.notices')
  t.same(rows, [{ state: 'applied', reason: null }], 'what was applied stays so, however often it is repeated')
  t.same(await auditOf(payment.db), [])
})

test('every notice five times at once, of many orders, in any order', async t => {
  const payment = await startPayment(t)
  const orders = Array.from({ length: 12 }, () => someOrder())
  const events = orders.flatMap(order => [
    placed(order),
    ...Array.from({ length: 5 }, () => notice(order, 'succeeded')),
    ...Array.from({ length: 5 }, () => notice(order, 'failed', { noticeId: `no-${order.orderId}` })),
    ...Array.from({ length: 5 }, () =>
      notice(order, 'refunded', { noticeId: `back-${order.orderId}`, amountMinor: 900 }),
    ),
  ])
  events.sort(() => Math.random() - 0.5)
  await Promise.all(events.map(event => payment.bus.publish([event])))
  await payment.settled()
  const told = types(await payment.told())
  const count = (type: string) => told.filter(other => other === type).length
  t.equal(count('checkout.opened.v1'), 12)
  t.equal(count('payment.received.v1'), 12)
  t.equal(count('payment.refunded.v1'), 12)
  t.ok(count('payment.failed.v1') <= 12)
  const { rows } = await payment.db.pool.query('select state, captured_minor from payments.orders')
  t.same(
    rows,
    Array.from({ length: 12 }, () => ({ state: 'paid', captured_minor: '0' })),
  )
  const balance = await payment.db.pool.query(
    `select split_part(account, ':', 1) as account, sum(amount_minor)::int from payments.ledger_entries group by 1 order by 1`,
  )
  t.same(balance.rows, [
    { account: 'customer', sum: 12 * 4000 },
    { account: 'provider', sum: -12 * 4000 },
  ])
  t.same(await auditOf(payment.db), [])
})

test('wrong amount or currency: not credited, marked for a person, the others are told', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.tell(
    placed(order),
    notice(order, 'succeeded', { noticeId: 'low', amountMinor: 4899 }),
    notice(order, 'succeeded', { noticeId: 'usd', currency: 'USD' }),
  )
  t.match((await payment.told()).slice(1), [
    { type: 'payment.held.v1', data: { paymentId: 'low', reason: 'wrong_amount' } },
    { type: 'payment.held.v1', data: { paymentId: 'usd', reason: 'wrong_currency' } },
  ])
  t.match((await payment.read('/api/payments?state=held')).body.items, [{ paymentId: 'usd' }, { paymentId: 'low' }])
  await payment.tell(notice(order, 'succeeded', { noticeId: 'right' }))
  t.equal((await payment.told()).at(-1)?.type, 'payment.received.v1', 'it can still be paid')
  t.same(await auditOf(payment.db), [])
})

test('a second payment of a paid order is held', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'succeeded'), notice(order, 'succeeded', { noticeId: 'second' }))
  t.same(types(await payment.told()), ['checkout.opened.v1', 'payment.received.v1', 'payment.held.v1'])
  await payment.tell(notice(order, 'refunded', { noticeId: 'second' }))
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'paid' })
  t.same(types(await payment.told()).slice(3), ['payment.returned.v1'], 'no refund of the order')
  t.same(await auditOf(payment.db), [])
})

test('a payment that failed leads back to the checkout', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'failed'), notice(order, 'failed'))
  const [opened, ...more] = await payment.told()
  t.match(more, [{ type: 'payment.failed.v1', data: { url: (opened!.data as { url: string }).url } }])
  t.equal(more.length, 1)
  await payment.tell(notice(order, 'succeeded'))
  t.equal((await payment.told()).at(-1)?.type, 'payment.received.v1')
})
