import { test } from 'tap'
import { type CustomerPlan, playReturn, playStory } from './story/customer.ts'
import { playHeldPayment } from './story/held-payment.ts'
import { countBy, readRecord, repeated, saidTwice, settledBooks } from './story/judge.ts'
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
  await fetch(`${system.sandbox.url}/webhook-policy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ duplicates: [1, 3], reorderMs: 400 }),
  })

  const plans = Array.from({ length: CUSTOMERS }, (_, index) => planOf(index))
  const phones = await Promise.all(plans.map(plan => playStory(system.sandbox.url, plan)))
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

  const tunes = (await readRecord(system.sandbox.url, 'astria.tune')).filter(({ outcome }) => outcome === 'created')
  const payments = await readRecord(system.sandbox.url, 'payment.payment')
  t.equal(payments.length, CUSTOMERS + 4, 'everybody paid once; the returning customer, and who got it back, twice')
  const refunds = (await readRecord(system.sandbox.url, 'payment.refund')).filter(
    ({ outcome }) => outcome === 'refunded',
  )
  t.equal(refunds.length, 1, 'given back once')
  t.equal(tunes.length, CUSTOMERS + 2, 'one tune per new model')
  t.same(
    [...countBy(tunes, ({ title }) => String(title)).values()].filter(times => times !== 1),
    [],
    'and never two',
  )
  const prompts = (await readRecord(system.sandbox.url, 'astria.prompts')).filter(
    ({ outcome }) => outcome === 'created',
  )
  t.equal(prompts.length, CUSTOMERS + 3, 'one set of prompts per paid order')

  const refused = (await readRecord(system.sandbox.url, 'whatsapp.send')).filter(
    ({ outcome }) => outcome !== 'accepted',
  )
  t.same(refused.slice(0, 3), [], 'WhatsApp refused nothing')
  t.same(await settledBooks(system.databaseUrl), [], 'nothing is left over')
})
