import { connectJetStream } from '@astria-bot/bus'
import { type Event, paymentReceived, paymentRefunded, paymentReturned } from '@astria-bot/contracts'
import { connect, type Database } from '@astria-bot/store'
import { createDatabase, eventually, startNats, startProcess } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { failed, notice, placed, ready, someOrder } from './support/events.ts'
import { startFakeProvider } from './support/fake-provider.ts'
import { auditOf } from './support/payment.ts'

/** Real NATS, real Postgres, a provider: everything but the app. */
async function startWorld(t: Test) {
  const [nats, database, provider] = await Promise.all([startNats(), createDatabase(), startFakeProvider()])
  const db = connect({ url: database.url, name: 'test' })
  const bus = await connectJetStream({ url: nats.url, name: 'test', partitions: 8, replicas: 1 })
  const told = new Map<string, Event>()
  const handle = async (batch: readonly Event[]) => {
    for (const event of batch) told.set(event.id, event)
  }
  await bus.consume({ durable: 'probe', events: [paymentReceived, paymentRefunded, paymentReturned], handle })
  t.teardown(async () => {
    await bus.close()
    await db.close()
    await provider.close()
    await nats.stop()
    await database.drop()
  })
  const env = {
    ENVIRONMENT: 'test',
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    PARTITIONS: '8',
    CHECKOUT_URL: 'https://pay.example/{order}',
    REFUND_URL: provider.url,
    PRIVATE_HOSTS: new URL(provider.url).host,
    PAYMENT_WEBHOOK_SECRET: 'secret',
    API_KEYS: 'boss:admin:a-key-of-the-boss',
  }
  return { db, bus, provider, env, told }
}

async function states(db: Database, orderIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.pool.query('select state from payments.orders where id = any($1) order by state', [
    orderIds,
  ])
  return rows.map(row => row.state)
}

const points = [
  'payment:before-commit',
  'payment:after-commit',
  'outbox:before-publish',
  'outbox:after-publish',
  'effect:refund:before-call',
  'effect:refund:after-call',
]
const patience = { timeoutMs: 90_000 }

/** Runs the app until it kills itself, which may be before it is ready. */
async function dies(env: Record<string, string>, crashAt: string): Promise<void> {
  const signal = await startProcess({ app: 'payment', env, crashAt }).then(
    async dying => (await dying.exited).signal,
    error => /\((SIGKILL)\)/.exec(String(error))?.[1],
  )
  if (signal !== 'SIGKILL') throw new Error(`it ended by ${signal} instead of at ${crashAt}`)
}

test('killed at any point, one after the other, it credits, captures and refunds once', async t => {
  const { db, bus, provider, env, told } = await startWorld(t)
  const [good, bad] = [points.map(() => someOrder()), points.map(() => someOrder())]
  const ends: Promise<void>[] = []
  for (const [n, point] of points.entries()) {
    const orders = [good[n]!, bad[n]!]
    await bus.publish(orders.flatMap(order => [placed(order), notice(order, 'succeeded'), notice(order, 'succeeded')]))
    // What ends an order comes after its payment, whichever process that is credited by.
    const ids = orders.map(order => order.orderId)
    ends.push(
      eventually(async () => (await states(db, ids)).join() === 'paid,paid', patience).then(() =>
        bus.publish([ready(good[n]!), ready(good[n]!), failed(bad[n]!), failed(bad[n]!)]),
      ),
    )
    await dies(env, point)
    t.pass(`it died at ${point}`)
  }
  const last = await startProcess({ app: 'payment', env })
  await Promise.all(ends)
  const all = [...good, ...bad].map(order => order.orderId)
  const wanted = [...good.map(() => 'delivered'), ...bad.map(() => 'refunded')].join()
  await eventually(async () => (await states(db, all)).join() === wanted, patience)
  t.equal(provider.done.size, bad.length, 'one refund of each at the provider')
  t.same(await auditOf(db), [], 'the books are right')
  await eventually(() => told.size >= 3 * points.length, patience)
  t.equal(told.size, 3 * points.length, 'each news under one id')

  const held = [someOrder(), someOrder()] as const
  const [accepted, returned] = held.map(order => `wrong-${order.orderId}`)
  await bus.publish(
    held.flatMap(order => [
      placed(order),
      notice(order, 'succeeded', { noticeId: `wrong-${order.orderId}`, amountMinor: 4000 }),
    ]),
  )
  const isHeld = async () => (await heldPayments(db)).length === 2
  await eventually(isHeld, patience)
  await last.stop()
  // Orders of other partitions are handled at the same time: either payment may have come first.
  const inTurn = (await heldPayments(db)).sort(({ paymentId }) => (paymentId === accepted ? -1 : 1))
  for (const { seq, paymentId } of inTurn) {
    const dying = await startProcess({ app: 'payment', env, crashAt: 'payment:after-decision' })
    const path = `/api/payments/${seq}/${paymentId === accepted ? 'accept' : 'refund'}`
    t.notOk(await click(dying.url, path).catch(() => false), 'no answer')
    t.equal((await dying.exited).signal, 'SIGKILL')
    const next = await startProcess({ app: 'payment', env })
    t.equal(await click(next.url, path), 200, 'clicked again')
    await eventually(() => told.size === 3 * points.length + (paymentId === accepted ? 1 : 2), patience)
    await next.stop()
  }
  t.same(
    [...told.values()].slice(-2).map(({ type, data }) => [type, (data as { paymentId: string }).paymentId]),
    [
      ['payment.received.v1', accepted],
      ['payment.returned.v1', returned],
    ],
  )
  t.equal(provider.done.size, bad.length + 1, 'given back once')
  t.same(await auditOf(db), [], 'the books are right')
})

async function heldPayments(db: Database): Promise<{ seq: string; paymentId: string }[]> {
  const { rows } = await db.pool.query(
    `select seq, payment_id as "paymentId" from payments.payments where state = 'held' order by seq`,
  )
  return rows
}

async function click(url: string, path: string): Promise<number> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'x-api-key': 'a-key-of-the-boss', 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'looked at it' }),
  })
  return answer.status
}
