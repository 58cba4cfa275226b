import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { addOrder, type House, openHouse } from './house.ts'
import { run } from './run.ts'

async function addPaidOrder(house: House, { days, heard = false }: { days: number; heard?: boolean }) {
  const [orderId, contactId, customerId] = [randomUUID(), randomUUID(), randomUUID()]
  await house.rows('insert into payments.customers (id, contact_id) values ($1, $2)', [customerId, contactId])
  await house.rows(
    `insert into payments.orders (id, customer_id, state, tier, amount_minor, currency, details, placed_at, paid_at)
      values ($1, $2, 'paid', 'lite', 2900, 'ILS', $3, now(), now() - $4 * interval '1 day')`,
    [orderId, customerId, JSON.stringify({ orderId, contactId }), days],
  )
  await house.rows(
    `insert into payments.payments (provider, payment_id, order_id, state, amount_minor, currency)
      values ('hmac', $1, $2, 'credited', 2900, 'ILS')`,
    [`pay-${orderId}`, orderId],
  )
  if (heard) {
    await house.rows(`insert into imaging.inbox (consumer, event_id) values ('image', $1)`, [
      `payment-received:${orderId}`,
    ])
  }
  return { orderId, contactId }
}

test('a lost payment is told again once; what the image service has heard of is reported', async t => {
  const house = await openHouse(t)
  const lost = await addPaidOrder(house, { days: 2 })
  await addPaidOrder(house, { days: 2, heard: true })
  await addPaidOrder(house, { days: 0 })
  const both = await Promise.all([run(['reconcile'], house.env), run(['reconcile'], house.env)])
  t.same(
    both.map(({ code }) => code),
    [0, 0],
  )
  const events = await house.rows('select event from payments.outbox')
  t.match(events, [
    {
      event: {
        id: `payment-received:${lost.orderId}`,
        type: 'payment.received.v1',
        subject: lost.contactId,
        data: { paymentId: `pay-${lost.orderId}`, order: { orderId: lost.orderId } },
      },
    },
  ])
  t.match(both.map(({ output }) => output).join(), /"paid orders that nobody works on":2/)
  await house.rows(`update ops.job_runs set slot = slot || ' earlier'`)
  t.match(await run(['reconcile'], house.env), { code: 0 })
  t.equal((await house.rows('select 1 from payments.outbox')).length, 1, 'it is on its way already')
})

test('orders that nobody asks about are asked about, and what is open is counted', async t => {
  const house = await openHouse(t)
  const contactId = randomUUID()
  const stuck = await addOrder(house, { contactId, state: 'training', days: 2 })
  await addOrder(house, { contactId, state: 'delivered', days: 2 })
  await house.rows(`insert into payments.effects (id, kind, key, request, state, updated_at)
    values (gen_random_uuid(), 'refund', 'r', '{}', 'failed', now() - interval '1 day')`)
  const done = await run(['reconcile'], house.env)
  t.match(done, { code: 0, output: /"orders at Astria past their deadline":1/ })
  t.match(done.output, /"calls of payments that failed":1/)
  t.same(await house.rows('select order_id from imaging.orders where next_poll_at <= now()'), [{ order_id: stuck }])
  const [kept] = await house.rows(`select result from ops.job_runs where job = 'reconcile'`)
  t.match(kept, { result: { rows: { 'orders asked again': 1 }, open: { 'orders at Astria past their deadline': 1 } } })
})

test('a model that expires soon is announced once, whoever is killed', async t => {
  const house = await openHouse(t)
  const contactId = randomUUID()
  await addOrder(house, { contactId, state: 'delivered', tuneId: '1', expiresInDays: 5 })
  await addOrder(house, { contactId, state: 'delivered', tuneId: '2', expiresInDays: 20 })
  await addOrder(house, { contactId, state: 'failed', tuneId: '3', expiresInDays: 5 })
  const erased = randomUUID()
  await addOrder(house, { contactId: erased, state: 'delivered', tuneId: '4', expiresInDays: 5 })
  await house.rows('insert into imaging.erasures (contact_id) values ($1)', [erased])
  t.match(await run(['expiring-models'], { ...house.env, CRASH_AT: 'maintenance:before-commit' }), {
    signal: 'SIGKILL',
  })
  await house.endLeases()
  for (let n = 0; n < 2; n += 1) {
    await house.rows(`update ops.job_runs set slot = slot || ' earlier'`)
    t.match(await run(['expiring-models'], house.env), { code: 0 })
  }
  t.match(await house.rows('select event from imaging.outbox'), [
    { event: { id: 'tune-expiring:1', type: 'tune.expiring.v1', subject: contactId, data: { tuneId: '1' } } },
  ])
})
