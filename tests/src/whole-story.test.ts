import { test } from 'tap'
import { type CustomerPlan, PICTURES, playReturn, playStory } from './story/customer.ts'
import { playHeldPayment } from './story/held-payment.ts'
import { repeated, saidTwice, settledBooks } from './story/judge.ts'
import { deliverLike, disorder, judgeDelivery } from './story/judge-delivery.ts'
import { judgeRecord } from './story/judge-record.ts'
import { playTooLittle } from './story/pay-too-little.ts'
import { startSystem } from './system/start-system.ts'

const CUSTOMERS = 25
const PORTRAITS = 12
const KEY = 'key-of-the-one-who-looks-at-money'

const planOf = (index: number): CustomerPlan => ({
  number: `9725000${String(index + 1).padStart(5, '0')}`,
  language: index % 2 === 0 ? 'en' : 'he',
  person: index % 3 === 0 ? 'man' : 'woman',
  tier: 'lite',
  stars: index % 4 === 0 ? 3 : 5,
  portraits: PORTRAITS,
})

test('25 customers at once, both languages, every webhook up to three times and out of order', async t => {
  const system = await startSystem({
    sandboxEnv: { NUMBER_RATE: '0' },
    env: { NUMBER_RATE: '1000', API_KEYS: `boss:admin:${KEY}` },
  })
  t.teardown(() => system.stop())
  await deliverLike(system.sandbox.url, disorder)

  const plans = Array.from({ length: CUSTOMERS }, (_, index) => planOf(index))
  const [little, ...others] = plans as [CustomerPlan, ...CustomerPlan[]]
  const phones = await Promise.all([
    playTooLittle(t, system, little),
    ...others.map(plan => playStory(system.sandbox.url, plan)),
  ])
  for (const phone of phones) {
    const chat = await phone.chat()
    t.same([...saidTwice(chat), ...repeated(chat)], [], `${phone.number}: everything was said once`)
  }

  const api = { url: system.process('payment').url, key: KEY }
  const short = (index: number) => ({ ...planOf(index), language: 'en', stars: 5 }) as const
  const [returning] = await Promise.all([
    playReturn(system.sandbox.url, plans[1] as CustomerPlan),
    playHeldPayment(system.sandbox.url, api, { plan: short(CUSTOMERS), decision: 'accept' }),
    playHeldPayment(system.sandbox.url, api, { plan: short(CUSTOMERS + 1), decision: 'refund' }),
  ])
  t.same(saidTwice(await returning.chat()), [], 'the returning customer: everything was said once')

  t.same(await settledBooks(system.databaseUrl), [], 'nothing is left over')
  await judgeRecord(t, system.sandbox.url, {
    customers: CUSTOMERS + 2,
    // Everybody's, and the second one of who came back.
    orders: CUSTOMERS + 3,
    // Two who paid too little paid once more.
    payments: CUSTOMERS + 5,
    refunds: 1,
    portraitsPerOrder: PORTRAITS,
    picturesPerCustomer: PICTURES,
  })
  await t.test('how it was told', t => judgeDelivery(t, system.sandbox.url))
})
