import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectJetStream } from '@astria-bot/bus'
import { orderPlaced } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { sign } from '@astria-bot/whatsapp'
import type { Test } from 'tap'
import { bringPictures, type CustomerPlan, choosePack, receiveAndRate } from '../story/customer.ts'
import { type Entry, readRecord, repeated, saidTwice } from '../story/judge.ts'
import { Phone } from '../story/phone.ts'
import { caughtUp } from '../system/caught-up.ts'
import { type Ground, partitions } from './ground.ts'
import { holdConsumers } from './hold-consumers.ts'

const number = '972506000001'
/** Astria trains in a second and a half here. */
const ANSWER_DELAY_MS = 6000
const plan: CustomerPlan = { number, language: 'en', person: 'woman', tier: 'lite', stars: 5, portraits: 12 }

/**
 * F21 and F22 in one story: every webhook comes five times at once; `read` before `sent`; the payment before its order;
 * Astria's callback before its answer; and after the end, days later, the payment's notice again.
 */
export async function everythingAgain(t: Test, ground: Ground): Promise<void> {
  const { system, bus, db, count } = ground
  const record = (kind: string) => readRecord(system.sandbox.url, kind)
  const orders: { orderId: string; amountMinor: number; currency: string }[] = []
  const listener = await bus.consume({
    durable: `judge-${randomUUID()}`,
    events: [orderPlaced],
    handle: async batch => {
      for (const { data } of batch) orders.push(data as (typeof orders)[number])
    },
  })
  await ground.deliver({ duplicates: [5, 5] })
  await ground.strike({ match: { api: 'webhook', op: 'status.sent', contact: number }, what: 'reorder', ms: 3000 })
  await ground.strike({ match: { api: 'payment', op: 'notice' }, what: 'duplicate', n: 5, times: 1 })
  await ground.strike({ match: { api: 'astria', op: 'tunes' }, what: 'done_then_delay', ms: ANSWER_DELAY_MS, times: 1 })

  const phone = new Phone(system.sandbox.url, number)
  await bringPictures(phone, plan)
  const letGo = await holdConsumers(system.nats.url, 'STUDIO', /^payment-/)
  const agreed = await choosePack(phone, plan)
  const order = await eventually(() => {
    if (!orders[0]) throw new Error('no order was placed')
    return orders[0]
  })
  const { orderId, amountMinor, currency } = order
  await phone.pay({ order: orderId, amount: amountMinor, currency })
  await eventually(
    async () => (await count(`payments.notices where order_ref = $1 and state = 'unmatched'`, [orderId])) === 1,
  )
  t.equal(await count('payments.orders where id = $1', [orderId]), 0, 'the payment is known before its order')
  await letGo()
  await receiveAndRate(phone, plan, agreed)
  await phone.waitFor('thanks', ({ content }) => /makes our day/.test(content.text ?? ''), { after: agreed })
  await ground.deliver({ duplicates: [1, 1] })

  const chat = await phone.chat()
  t.same([...saidTwice(chat), ...repeated(chat)], [], 'everything was said once')
  const tunes = (await record('astria.tune')).filter(({ title }) => title === orderId)
  t.same(
    tunes.map(({ outcome }) => outcome),
    ['created'],
    'one tune was ordered',
  )
  callbackCameFirst(t, await record('fault.struck'), await record('astria.callback'), orderId)
  await readBeforeSent(t, ground, await record('webhook.post'))

  const paid = async () => ({
    notices: await count(`payments.notices where order_ref = $1`, [orderId]),
    payments: await count('payments.payments where order_id = $1', [orderId]),
    entries: await count('payments.ledger_entries'),
    sum: (await db.pool.query('select sum(amount_minor)::int as n from payments.ledger_entries')).rows[0].n,
    tunes: (await record('astria.tune')).length,
    said: (await phone.chat()).length,
  })
  const before = await paid()
  t.match(before, { notices: 1, payments: 1, sum: 0 })
  // The stream forgets ids after a while; to Postgres they are known for weeks.
  await (
    await connectJetStream({ url: system.nats.url, name: 'test', partitions, replicas: 1, duplicateWindowMs: 100 })
  ).close()
  await sleep(200)
  const [{ paymentId } = { paymentId: '' }] = (await record('payment.payment')).filter(one => one['order'] === orderId)
  const body = JSON.stringify({
    id: paymentId,
    type: 'payment.succeeded',
    order: orderId,
    amount: amountMinor,
    currency,
  })
  const headers = { 'x-signature': sign(body, system.env['PAYMENT_WEBHOOK_SECRET'] as string) }
  const url = `${system.process('gateway').url}/payment-received`
  const again = () => fetch(url, { method: 'POST', headers, body }).then(answer => answer.status)
  t.same(await Promise.all([again(), again(), again()]), [200, 200, 200])
  await caughtUp(system.nats.url, 'VENDOR')
  t.same(await paid(), before, 'the same notice days later changes nothing')
  await listener.drain()
}

/** What the sandbox wrote down says when its answer left, and when it called. */
function callbackCameFirst(t: Test, struck: readonly Entry[], callbacks: readonly Entry[], orderId: string): void {
  const began = struck.find(({ outcome }) => outcome === 'done_then_delay')
  const called = callbacks.find(
    one => one['title'] === orderId && one['callback'] === 'tune' && one.outcome === 'accepted',
  )
  const msAfter = Date.parse(String(called?.['at'])) - Date.parse(String(began?.['at']))
  t.ok(msAfter < ANSWER_DELAY_MS, `Astria called back ${msAfter} ms after it was asked, before it answered`)
}

/** For some messages WhatsApp told `read` before `sent`: they stay read, and when they were sent is known. */
async function readBeforeSent(t: Test, { db }: Ground, posts: readonly Entry[]): Promise<void> {
  const firstOf = (word: string) => {
    const at = new Map<string, number>()
    for (const { seq, outcome, updates } of posts) {
      for (const { id, status } of updates as { id: string; status?: string }[])
        if (outcome === 'accepted' && status === word && !at.has(id)) at.set(id, seq)
    }
    return at
  }
  const [sent, read] = [firstOf('sent'), firstOf('read')]
  const wamids = [...read].flatMap(([id, seq]) => ((sent.get(id) ?? 0) > seq ? [id] : []))
  t.ok(wamids.length > 0, `${wamids.length} messages were read before they were sent`)
  const { rows } = await db.pool.query(
    'select distinct state, sent_at is not null as dated from messaging.messages where wamid = any($1)',
    [wamids],
  )
  t.same(rows, [{ state: 'read', dated: true }])
}
