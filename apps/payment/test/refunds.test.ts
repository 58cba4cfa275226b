import { createHmac } from 'node:crypto'
import { test } from 'tap'
import { failed, notice, placed, ready, someOrder } from './support/events.ts'
import { auditOf, startPayment } from './support/payment.ts'

test('delivery earns the credit, once; an incomplete one does not', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'succeeded'), ready(order, false))
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'paid', capturedMinor: 0 })
  await payment.tell(ready(order), ready(order), failed(order))
  const { body } = await payment.read(`/api/orders/${order.orderId}`)
  t.match(body, { state: 'delivered', capturedMinor: 4900, refunds: [] })
  t.same(
    body.ledger.map(({ kind }: { kind: string }) => kind),
    ['payment', 'capture'],
  )
  t.same(payment.provider.requests, [])
  t.same(await auditOf(payment.db), [])
})

test('what cannot be fulfilled is refunded by the provider, once', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'succeeded'), failed(order), failed(order))
  t.equal(payment.provider.requests.length, 1)
  const [{ body, headers, raw }] = payment.provider.requests as [(typeof payment.provider.requests)[0]]
  t.match(body, { order: order.orderId, payment: `pay-${order.orderId}`, amount: 4900, currency: 'ILS' })
  t.equal(headers['idempotency-key'], body.id)
  t.equal(headers['x-signature'], `sha256=${createHmac('sha256', 'secret-one').update(raw).digest('hex')}`)
  t.match((await payment.told()).at(-1), {
    type: 'payment.refunded.v1',
    data: { orderId: order.orderId, contactId: order.contactId, amountMinor: 4900, full: true },
  })
  const { rows } = await payment.db.pool.query('select kind, key, state from payments.effects')
  t.same(
    rows,
    [{ kind: 'refund', key: order.orderId, state: 'done' }],
    'its key is the order: there is never a second one',
  )
  // The provider's own notice of it, under each id that it may choose.
  await payment.tell(
    notice(order, 'refunded', { noticeId: String(body.id) }),
    notice(order, 'refunded'),
    notice(order, 'refunded', { noticeId: 're-1' }),
    ready(order),
  )
  const after = (await payment.read(`/api/orders/${order.orderId}`)).body
  t.match(after, { state: 'refunded', capturedMinor: 0, refunds: [{ state: 'done', amountMinor: 4900 }] })
  t.equal(after.refunds.length, 1)
  t.equal((await payment.told()).filter(({ type }) => type === 'payment.refunded.v1').length, 1)
  t.same(await auditOf(payment.db), [])
})

test('a lost answer: asked again with the same key, paid back once', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  payment.provider.next = ['lost', 503]
  await payment.tell(placed(order), notice(order, 'succeeded'), failed(order))
  const ids = payment.provider.requests.map(({ body }) => body.id)
  t.equal(ids.length, 3, 'lost, 503, 409')
  t.equal(new Set(ids).size, 1)
  t.equal(payment.provider.done.size, 1)
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'refunded' })
  t.same(await auditOf(payment.db), [])
})

test('a refund that is refused is due by a person, who does it in parts', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  payment.provider.next = [422]
  await payment.tell(placed(order), notice(order, 'succeeded'), failed(order))
  const read = async () => (await payment.read(`/api/orders/${order.orderId}`)).body
  t.match(await read(), { state: 'refund_due', refunds: [{ state: 'due', amountMinor: 4900 }] })
  t.equal((await payment.told()).length, 2, 'nothing pretends that it happened')
  await payment.tell(notice(order, 'refunded', { noticeId: 'a', amountMinor: 1000 }))
  t.equal((await read()).state, 'refund_due')
  await payment.tell(notice(order, 'refunded', { noticeId: 'b', amountMinor: 3900 }))
  t.equal((await read()).state, 'refunded')
  t.same(
    (await payment.told()).slice(2).map(({ data }) => data),
    [
      { amountMinor: 1000, full: false },
      { amountMinor: 3900, full: true },
    ].map(rest => ({
      orderId: order.orderId,
      contactId: order.contactId,
      paymentId: `pay-${order.orderId}`,
      currency: 'ILS',
      ...rest,
    })),
  )
  t.same(await auditOf(payment.db), [])
})

test('without REFUND_URL every refund is due by a person', async t => {
  const payment = await startPayment(t, { REFUND_URL: undefined })
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'succeeded'), failed(order))
  t.match((await payment.read('/api/orders?state=refund_due')).body.items, [{ orderId: order.orderId }])
  t.same(payment.provider.requests, [])
  await payment.tell(notice(order, 'refunded'))
  t.match((await payment.told()).at(-1), { type: 'payment.refunded.v1', data: { full: true } })
  t.same(await auditOf(payment.db), [])
})

test('the end of an order that was never placed is a dead letter', async t => {
  const payment = await startPayment(t)
  await payment.tell(failed(someOrder()), ready(someOrder()))
  const { rows } = await payment.db.pool.query('select code from ops.bus_dead')
  t.same(rows, [{ code: 'unknown_order' }, { code: 'unknown_order' }])
})
