import { test } from 'tap'
import { attentionIs, decide, seqOf, withAdmin } from './support/decide.ts'
import { erasure, failed, notice, placed, ready, someOrder } from './support/events.ts'
import { apiKey, auditOf, startPayment } from './support/payment.ts'

const low = { noticeId: 'low', amountMinor: 4000 }

test('a held payment that is accepted pays its order once, whoever clicks how often', async t => {
  const payment = await startPayment(t, withAdmin)
  const order = someOrder()
  await payment.tell(
    placed(order),
    notice(order, 'succeeded', low),
    notice(order, 'succeeded', { noticeId: 'usd', currency: 'USD' }),
  )
  await attentionIs(payment, 'held', 2)
  const seqs = [await seqOf(payment, 'payments', 'low'), await seqOf(payment, 'payments', 'usd')]
  const clicks = await Promise.all([...seqs, ...seqs, ...seqs].map(seq => decide(payment, `payments/${seq}/accept`)))
  const statuses = clicks.map(({ status }) => status).sort()
  t.same(statuses, [200, 200, 200, 409, 409, 409], 'one of them pays the order, the other is refused')
  t.match(clicks.find(({ status }) => status === 409)?.body, { code: 'paid_already', status: 409 })
  t.match(clicks.find(({ status }) => status === 200)?.body, {
    state: 'credited',
    reason: null,
    resolution: { action: 'accepted', by: 'boss', reason: 'looked at it' },
  })
  await payment.settled()
  const { body } = await payment.read(`/api/orders/${order.orderId}`)
  t.equal(body.state, 'paid')
  t.same(
    body.ledger.map(({ kind }: { kind: string }) => kind),
    ['hold', 'hold', 'accept'],
  )
  t.equal((await payment.told()).filter(({ type }) => type === 'payment.received.v1').length, 1)
  const kept = await payment.db.pool.query('select count(*)::int from payments.resolutions')
  t.same(kept.rows, [{ count: 1 }])
  await attentionIs(payment, 'held', 1)
  await payment.tell(notice(order, 'succeeded', low), notice(order, 'succeeded'), ready(order))
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'delivered' })
  t.same(await auditOf(payment.db), [])
})

test('what was accepted in another currency, and is more than the order costs, is earned and given back as it is', async t => {
  const payment = await startPayment(t, withAdmin)
  for (const finish of [ready, failed]) {
    const order = someOrder()
    const noticeId = `usd-${order.orderId}`
    await payment.tell(placed(order), notice(order, 'succeeded', { noticeId, currency: 'USD', amountMinor: 9000 }))
    t.equal((await decide(payment, `payments/${await seqOf(payment, 'payments', noticeId)}/accept`)).status, 200)
    await payment.settled()
    await payment.tell(finish(order))
  }
  const { rows } = await payment.db.pool.query(
    `select account, currency, sum(amount_minor)::int as sum from payments.ledger_entries
      group by 1, 2 having sum(amount_minor) <> 0 order by 1`,
  )
  t.same(rows, [
    { account: 'provider:hmac', currency: 'USD', sum: -9000 },
    { account: 'revenue', currency: 'USD', sum: 9000 },
  ])
  t.match(payment.provider.requests, [{ body: { amount: 9000, currency: 'USD' } }])
  t.same(await auditOf(payment.db), [])
})

test('accepted, given back and dismissed at once: only one of them counts', async t => {
  const payment = await startPayment(t, withAdmin)
  const orders = Array.from({ length: 6 }, () => someOrder())
  for (const order of orders) {
    await payment.tell(placed(order), notice(order, 'succeeded', { noticeId: order.orderId, amountMinor: 1 }))
    const seq = await seqOf(payment, 'payments', order.orderId)
    const path = `payments/${seq}`
    const answers = await Promise.all(
      ['accept', 'refund', 'refund', 'accept'].map(verb => decide(payment, `${path}/${verb}`)),
    )
    t.same(answers.map(({ status }) => status).sort(), [200, 200, 409, 409])
  }
  await payment.settled()
  const { rows } = await payment.db.pool.query(
    `select (select count(*)::int from payments.payments where state = 'credited') as credited,
      (select count(*)::int from payments.refunds where state = 'done') as refunded`,
  )
  t.equal(rows[0].credited + rows[0].refunded, 6)
  t.equal(payment.provider.done.size, rows[0].refunded)
  t.same(await auditOf(payment.db), [])
})

test('a held payment is given back by the provider, once, and its order stays open', async t => {
  const payment = await startPayment(t, withAdmin)
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'succeeded', low), notice(order, 'succeeded'))
  await payment.tell(notice(order, 'succeeded', { noticeId: 'second' }))
  for (const id of ['low', 'second']) {
    const path = `payments/${await seqOf(payment, 'payments', id)}`
    const answers = await Promise.all([1, 2, 3].map(() => decide(payment, `${path}/refund`)))
    t.same(
      answers.map(({ status }) => status),
      [200, 200, 200],
    )
    await payment.settled()
    t.match((await decide(payment, `${path}/refund`)).body, { refund: 'done', resolution: { action: 'returned' } })
    t.match(await decide(payment, `${path}/accept`), { status: 409, body: { code: 'nothing_left' } })
  }
  t.same(
    payment.provider.requests.map(({ body }) => [body.payment, body.amount]),
    [
      ['low', 4000],
      ['second', 4900],
    ],
  )
  await payment.tell(notice(order, 'refunded', { noticeId: 'second' }), failed(order))
  t.equal(payment.provider.done.size, 3, 'the order has a refund of its own')
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'refunded' })
  t.match(
    (await payment.told()).filter(({ type }) => type === 'payment.returned.v1').map(({ data }) => data),
    [
      { paymentId: 'low', amountMinor: 4000, contactId: order.contactId, url: null },
      { paymentId: 'second', amountMinor: 4900, url: null },
    ],
    'the customer is told, and not asked to pay again what is paid',
  )
  t.same((await payment.read('/api/payments?open=true')).body.items, [])
  await attentionIs(payment, 'held', 0)
  t.same(await auditOf(payment.db), [])
})

test('a refund of held money that the provider refuses is due by a person; the order is not touched', async t => {
  const payment = await startPayment(t, withAdmin)
  const order = someOrder()
  payment.provider.next = [422]
  await payment.tell(placed(order), notice(order, 'succeeded', low))
  const path = `payments/${await seqOf(payment, 'payments', 'low')}`
  await decide(payment, `${path}/refund`)
  await payment.settled()
  t.match((await payment.read('/api/payments')).body.items, [{ state: 'held', refund: 'due' }])
  await attentionIs(payment, 'refund_due', 1)
  t.match(await decide(payment, `${path}/accept`), { status: 409, body: { code: 'refund_under_way' } })
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'awaiting_payment' })
  await payment.tell(notice(order, 'refunded', low))
  t.match((await payment.told()).at(-1), {
    type: 'payment.returned.v1',
    data: {
      url: `https://pay.example/?order=${order.orderId}&amount=4900&currency=ILS&return=https%3A%2F%2Fwa.me%2F15550100731`,
    },
  })
  await payment.tell(notice(order, 'succeeded'))
  await attentionIs(payment, 'refund_due', 0)
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'paid' })
  t.same(await auditOf(payment.db), [])
})

test('dismissed is not shown as open; what people wrote goes with the customer; who may not decide, may not', async t => {
  const payment = await startPayment(t, withAdmin)
  const order = someOrder()
  await payment.tell(placed(order), notice(order, 'succeeded', low), notice(order, 'succeeded'))
  const path = `payments/${await seqOf(payment, 'payments', 'low')}`
  t.match(await decide(payment, `${path}/dismiss`, { reason: 'x' }, apiKey), {
    status: 403,
    body: { code: 'needs_admin' },
  })
  for (const body of [{}, { reason: ' ' }, { reason: 'x'.repeat(501) }, { reason: 'x', by: 'somebody' }])
    t.equal((await decide(payment, `${path}/dismiss`, body)).status, 400)
  t.match(await decide(payment, 'payments/999999/accept'), { status: 404, body: { code: 'unknown_payment' } })
  t.match(await decide(payment, `payments/${await seqOf(payment, 'payments', `pay-${order.orderId}`)}/dismiss`), {
    status: 409,
    body: { code: 'not_held' },
  })
  t.equal((await payment.read('/api/payments?open=true')).body.items.length, 1)
  t.match(await decide(payment, `${path}/dismiss`, { reason: 'Noa said keep it' }), {
    status: 200,
    body: { state: 'held' },
  })
  t.equal((await decide(payment, `${path}/dismiss`)).status, 200)
  t.same((await payment.read('/api/payments?open=true')).body.items, [])
  await attentionIs(payment, 'held', 0)
  await payment.tell(erasure(order.contactId))
  const { rows } = await payment.db.pool.query('select action, by, reason from payments.resolutions')
  t.same(rows, [{ action: 'dismissed', by: 'boss', reason: null }])
  t.same(await auditOf(payment.db), [])
})
