import { test } from 'tap'
import { notice, placed, someOrder } from './support/events.ts'
import { auditOf, startPayment } from './support/payment.ts'

test('an order gets its checkout', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  await payment.tell(placed(order), placed(order))
  const url = `https://pay.example/?order=${order.orderId}&amount=4900&currency=ILS&return=https%3A%2F%2Fwa.me%2F15550100731`
  t.match(await payment.told(), [
    {
      id: `checkout-opened:${order.orderId}`,
      type: 'checkout.opened.v1',
      subject: order.contactId,
      data: { orderId: order.orderId, contactId: order.contactId, url, amountMinor: 4900, currency: 'ILS' },
    },
  ])
  t.equal((await payment.told()).length, 1, 'placed twice, opened once')
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'awaiting_payment', checkoutUrl: url })
})

test('an order at a price that is not ours cannot be paid, and a person is told', async t => {
  const payment = await startPayment(t)
  const wrong = [someOrder({ amountMinor: 100 }), someOrder({ currency: 'USD' }), someOrder({ tier: 'premium' })]
  await payment.tell(...wrong.map(placed))
  t.same(await payment.told(), [])
  const { body } = await payment.read('/api/orders?state=mispriced')
  t.equal(body.items.length, 3)
  const [first] = wrong
  await payment.tell(notice(first!, 'succeeded', { amountMinor: 100 }))
  t.match(await payment.told(), [{ type: 'payment.held.v1', data: { reason: 'order_closed' } }])
  const metrics = await payment.server.inject('/metrics')
  t.match(metrics.body, /payment_outcomes_total\{outcome="mispriced",reason="",app="payment"\} 3/)
  t.same(await auditOf(payment.db), [])
})
