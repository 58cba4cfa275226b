import { test } from 'tap'
import { attentionIs, decide, seqOf, withAdmin } from './support/decide.ts'
import { notice, placed, someOrder } from './support/events.ts'
import { auditOf, startPayment } from './support/payment.ts'

const lost = { orderId: 'Order #17' }

test('an unmatched notice is matched to one order, whoever clicks at once', async t => {
  const payment = await startPayment(t, withAdmin)
  const orders = [someOrder(), someOrder()]
  await payment.tell(...orders.map(placed), notice(lost, 'succeeded', { noticeId: 'p1' }))
  const path = `notices/${await seqOf(payment, 'notices', 'p1')}/match`
  const clicks = await Promise.all(
    [0, 1, 0, 1].map(i =>
      decide(payment, path, { orderId: orders[i]!.orderId, reason: 'the customer showed a receipt' }),
    ),
  )
  t.same(clicks.map(({ status }) => status).sort(), [200, 200, 409, 409])
  t.match(clicks.find(({ status }) => status === 409)?.body, { code: 'matched_already' })
  const { body } = clicks.find(({ status }) => status === 200)!
  t.match(body, {
    state: 'applied',
    resolution: { action: 'matched', by: 'boss', reason: 'the customer showed a receipt', orderRef: 'order #17' },
  })
  await payment.settled()
  t.match((await payment.read(`/api/orders/${body.orderRef}`)).body, { state: 'paid', payments: [{ paymentId: 'p1' }] })
  t.equal((await payment.told()).filter(({ type }) => type === 'payment.received.v1').length, 1)
  await attentionIs(payment, 'notice_unmatched', 0)
  await payment.tell(notice(lost, 'succeeded', { noticeId: 'p1' }))
  t.match(
    (await payment.read('/api/notices')).body.items,
    [{ state: 'applied', orderRef: body.orderRef }],
    'told again: no more open',
  )
  t.same(await auditOf(payment.db), [])
})

test('matched to one order while the provider says another at the same moment: credited once', async t => {
  const payment = await startPayment(t, withAdmin)
  for (let round = 0; round < 8; round++) {
    const [mine, theirs] = [someOrder(), someOrder()]
    const noticeId = `p-${round}`
    await payment.tell(placed(mine), placed(theirs), notice(lost, 'succeeded', { noticeId }))
    const path = `notices/${await seqOf(payment, 'notices', noticeId)}/match`
    const [clicked] = await Promise.all([
      decide(payment, path, { orderId: mine.orderId, reason: 'x' }),
      payment.bus.publish([notice(theirs, 'succeeded', { noticeId })]),
    ])
    await payment.settled()
    t.ok(clicked.status === 200 || clicked.body.code === 'payment_of_another_order', JSON.stringify(clicked.body))
    const { rows } = await payment.db.pool.query(
      `select order_id from payments.payments where payment_id = $1 and state = 'credited'`,
      [noticeId],
    )
    t.same(rows, [{ order_id: clicked.status === 200 ? mine.orderId : theirs.orderId }])
  }
  const { rows } = await payment.db.pool.query(`select count(*)::int from payments.orders where state = 'paid'`)
  t.same(rows, [{ count: 8 }])
  t.same(await auditOf(payment.db), [])
})

test('what does not fit the order that it is matched to is held, and the customer told; a refund finds its payment', async t => {
  const payment = await startPayment(t, withAdmin)
  const order = someOrder()
  await payment.tell(
    placed(order),
    notice(lost, 'succeeded', { noticeId: 'low', amountMinor: 1 }),
    notice(lost, 'refunded', { noticeId: 're', amountMinor: 1 }),
  )
  const body = { orderId: order.orderId, reason: 'x' }
  t.match(await decide(payment, `notices/${await seqOf(payment, 'notices', 're')}/match`, body), {
    body: { state: 'waiting' },
  })
  t.match(await decide(payment, `notices/${await seqOf(payment, 'notices', 'low')}/match`, body), {
    body: { state: 'applied' },
  })
  await payment.settled()
  t.match((await payment.told()).slice(-2), [
    { type: 'payment.held.v1', data: { orderId: order.orderId } },
    { type: 'payment.returned.v1', data: { orderId: order.orderId, amountMinor: 1 } },
  ])
  t.match((await payment.read('/api/notices?open=true')).body.items, [])
  t.match((await payment.read('/api/payments')).body.items, [{ state: 'held', refundedMinor: 1 }])
  t.same(await auditOf(payment.db), [])
})

test('a notice is dismissed with a reason, and can be matched after all', async t => {
  const payment = await startPayment(t, withAdmin)
  const order = someOrder()
  await payment.tell(placed(order), ...['a', 'b', 'c'].map(noticeId => notice(lost, 'succeeded', { noticeId })))
  const pages: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const path: string = `/api/notices?open=true&orderRef=Order%20%2317&limit=2${next && `&cursor=${next}`}`
    const page: { items: { noticeId: string }[]; next: string | null } = (await payment.read(path)).body
    pages.push(page.items.map(item => item.noticeId).join())
    next = page.next
  }
  t.same(pages, ['c,b', 'a'])
  const path = `notices/${await seqOf(payment, 'notices', 'a')}`
  const clicks = await Promise.all([1, 2].map(() => decide(payment, `${path}/dismiss`)))
  t.same(
    clicks.map(({ status }) => status),
    [200, 200],
  )
  t.match(clicks[0]?.body, { state: 'dismissed', resolution: { action: 'dismissed' } })
  const kept = await payment.db.pool.query('select count(*)::int from payments.resolutions')
  t.same(kept.rows, [{ count: 1 }])
  await attentionIs(payment, 'notice_unmatched', 2)
  await payment.tell(notice(lost, 'succeeded', { noticeId: 'a' }))
  t.match(
    (await payment.read('/api/notices?state=dismissed')).body.items,
    [{ noticeId: 'a' }],
    'told again: stays dismissed',
  )
  const unknown = { orderId: someOrder().orderId, reason: 'x' }
  t.match(await decide(payment, `${path}/match`, unknown), { status: 422, body: { code: 'unknown_order' } })
  t.equal((await decide(payment, `${path}/match`, { ...unknown, orderId: 'no' })).status, 400)
  t.match(await decide(payment, 'notices/999999/match', unknown), { status: 404, body: { code: 'unknown_notice' } })
  t.equal((await decide(payment, `${path}/match`, { orderId: order.orderId, reason: 'x' })).status, 200)
  t.match(await decide(payment, `${path}/dismiss`), { status: 409, body: { code: 'not_open' } })
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'paid' })
  t.same(await auditOf(payment.db), [])
})
