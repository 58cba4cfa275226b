import type { Test } from 'tap'
import type { System } from '../system/start-system.ts'
import { bringPictures, type CustomerPlan, choosePack, receiveAndRate, wantedOf } from './customer.ts'
import { readRecord } from './judge.ts'
import { Phone } from './phone.ts'

const TOLD = /needs a look from a person/

/**
 * The whole story of somebody (who speaks English) who first pays one minor unit too little: that is held for a person,
 * nothing is ordered for it, and the customer is told; then they pay what the link says.
 */
export async function playTooLittle(t: Test, system: System, plan: CustomerPlan): Promise<Phone> {
  const phone = new Phone(system.sandbox.url, plan.number)
  await bringPictures(phone, plan)
  const agreed = await choosePack(phone, plan)
  const wanted = await wantedOf(phone, agreed)
  const little = { ...wanted, amount: wanted.amount - 1 }
  await phone.pay(little)
  await phone.waitFor('word of the payment', ({ content }) => TOLD.test(content.text ?? ''), { after: agreed })
  t.match(
    await heldPayments(system),
    [{ orderId: wanted.order, state: 'held', amountMinor: little.amount, currency: wanted.currency }],
    'what is too little is held for a person',
  )
  await phone.pay(wanted)
  await receiveAndRate(phone, plan, agreed)

  const told = (await phone.chat()).filter(({ content }) => TOLD.test(content.text ?? ''))
  t.equal(told.length, 1, 'they were told once')
  await nothingBefore(t, system, wanted)
  return phone
}

/** What the payment API shows to whoever is to decide. */
async function heldPayments({ env, process }: System): Promise<unknown[]> {
  const [, , key = ''] = (env['API_KEYS'] ?? '').split(':')
  const answer = await fetch(`${process('payment').url}/api/payments?open=true`, { headers: { 'x-api-key': key } })
  if (!answer.ok) throw new Error(`the payment API answered ${answer.status}`)
  return ((await answer.json()) as { items: unknown[] }).items
}

/** Astria was asked for the order's tune after the payment that fits, and not for the one that does not. */
async function nothingBefore(t: Test, { sandbox }: System, wanted: { order: string; amount: number }): Promise<void> {
  const [tune] = (await readRecord(sandbox.url, 'astria.tune')).filter(({ title }) => title === wanted.order)
  const payments = (await readRecord(sandbox.url, 'payment.payment')).filter(({ order }) => order === wanted.order)
  t.match(payments, [{ amount: wanted.amount - 1 }, { amount: wanted.amount }])
  t.ok(Number(tune?.seq) > Number(payments[1]?.seq), 'nothing was ordered for what was too little')
}
