import { test } from 'tap'
import { erasure, failed, notice, placed, someOrder } from './support/events.ts'
import { auditOf, startPayment } from './support/payment.ts'

test('after an erasure nothing names the contact, and the ledger is as it was', async t => {
  const payment = await startPayment(t)
  const order = someOrder()
  const open = someOrder({ contactId: order.contactId })
  await payment.tell(placed(order), placed(open), notice(order, 'succeeded'))
  const ledger = (await payment.read('/api/ledger')).body
  await payment.tell(
    erasure(order.contactId),
    erasure(order.contactId),
    placed(someOrder({ contactId: order.contactId })),
  )

  const { rows } = await payment.db.pool.query(
    `select table_name from information_schema.tables where table_schema = 'payments'`,
  )
  for (const { table_name: table } of rows) {
    const { rows: found } = await payment.db.pool.query(
      `select t::text as row from payments."${table}" t where t::text like $1 or t::text like $2`,
      [`%${order.contactId}%`, `%${order.pictureIds[0]}%`],
    )
    t.same(found, [], table)
  }
  t.same((await payment.read('/api/ledger')).body, ledger)
  t.match((await payment.told()).slice(-2), [
    { type: 'erasure.done.v1', data: { contactId: order.contactId, app: 'payment' } },
    { type: 'erasure.done.v1' },
  ])
  t.match((await payment.read(`/api/orders/${open.orderId}`)).body, { state: 'closed', contactId: null })
  t.equal((await payment.read('/api/orders')).body.items.length, 2, 'an order of theirs that comes late is dropped')

  // What is still going on with the money ends, without the contact.
  await payment.tell(failed(order), notice(open, 'succeeded'))
  t.match((await payment.read(`/api/orders/${order.orderId}`)).body, { state: 'refunded' })
  t.match((await payment.read('/api/payments?state=held')).body.items, [{ reason: 'order_closed' }])
  const last = (await payment.told()).slice(-2)
  t.notMatch(JSON.stringify(last), new RegExp(order.contactId))
  t.same(await auditOf(payment.db), [])
})
