import { randomUUID } from 'node:crypto'
import { connectJetStream } from '@astria-bot/bus'
import type { Event } from '@astria-bot/contracts'
import { buildApp, paymentSettings } from '@astria-bot/payment'
import { createLogger, loadSettings } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { createDatabase, eventually, startNats } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { erasure, notice, placed, someOrder } from './support/events.ts'
import { auditOf, isHandled } from './support/payment.ts'

/** Three processes' worth of the app on one stream and one database. */
async function startReplicas(t: Test) {
  const [nats, database] = await Promise.all([startNats(), createDatabase()])
  const settings = loadSettings(paymentSettings, {
    ENVIRONMENT: 'test',
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    CHECKOUT_URL: 'https://pay.example/{order}',
    PAYMENT_WEBHOOK_SECRET: 'secret',
  })
  const logger = createLogger({ name: 'payment', level: 'silent' })
  const replicas = await Promise.all(
    [1, 2, 3].map(async () => {
      const db = connect({ url: database.url, name: 'replica' })
      const bus = await connectJetStream({ url: nats.url, name: 'test', partitions: 16, replicas: 1 })
      const app = await buildApp({ settings, logger, db, bus, fetch, crash: () => {} })
      await app.start()
      return { db, bus, app }
    }),
  )
  t.teardown(async () => {
    for (const { db, bus, app } of replicas) {
      await app.stop()
      await app.server.close()
      await bus.close()
      await db.close()
    }
    await nats.stop()
    await database.drop()
  })
  const [{ db, bus }] = replicas as [(typeof replicas)[0]]
  return { db, bus }
}

/** In a partition of its own, so that what belongs together is handled at the same time by different replicas. */
const anywhere = (event: Event): Event => ({ ...event, subject: randomUUID() })

test('everything five times at the same moment', async t => {
  const { db, bus } = await startReplicas(t)
  const orders = Array.from({ length: 40 }, () => someOrder())
  const events = orders.flatMap(order => {
    const refunded = { noticeId: `r${order.orderId}`, amountMinor: 900 }
    return Array.from({ length: 5 }, () => [
      anywhere(placed(order)),
      anywhere(notice(order, 'succeeded')),
      anywhere(notice(order, 'refunded', refunded)),
    ]).flat()
  })
  events.sort(() => Math.random() - 0.5)
  await bus.publish(events)
  await eventually(() => isHandled(db, events.length), { timeoutMs: 60_000 })

  const { rows } = await db.pool.query(
    `select state, count(*)::int, sum(refunded_minor)::int as refunded from payments.orders
      join (select order_id, sum(refunded_minor) as refunded_minor from payments.payments group by 1) p on p.order_id = id
      group by state`,
  )
  t.same(rows, [{ state: 'paid', count: 40, refunded: 40 * 900 }])
  const notices = await db.pool.query('select state, count(*)::int from payments.notices group by state')
  t.same(notices.rows, [{ state: 'applied', count: 80 }])
  const customers = await db.pool.query('select count(*)::int from payments.customers')
  t.same(customers.rows, [{ count: 40 }])
  t.same(await auditOf(db), [])
})

test('an order and its only notice, and an order and the erasure of its contact, at the same moment', async t => {
  const { db, bus } = await startReplicas(t)
  const [paid, erased] = [
    Array.from({ length: 150 }, () => someOrder()),
    Array.from({ length: 150 }, () => someOrder()),
  ]
  const events = [
    ...paid.flatMap(order => [anywhere(placed(order)), anywhere(notice(order, 'succeeded'))]),
    ...erased.flatMap(order => [anywhere(placed(order)), anywhere(erasure(order.contactId))]),
  ]
  await bus.publish(events)
  await eventually(() => isHandled(db, events.length), { timeoutMs: 60_000 })
  const credited = await db.pool.query(`select count(*)::int from payments.payments where state = 'credited'`)
  t.same(credited.rows, [{ count: 150 }], 'no notice got lost between two transactions')
  const contactIds = erased.map(order => order.contactId)
  const { rows } = await db.pool.query(
    `select 1 from payments.customers c left join payments.orders o on o.customer_id = c.id
      where c.contact_id = any($1::uuid[]) or o.details ->> 'contactId' = any($1::text[])`,
    [contactIds],
  )
  t.same(rows, [], 'nobody who was erased is left')
  t.same(await auditOf(db), [])
})
