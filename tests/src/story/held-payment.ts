import { eventually } from '@astria-bot/testing'
import { bringPictures, type CustomerPlan, choosePack, receiveAndRate } from './customer.ts'
import { type Bubble, Phone } from './phone.ts'

/** Where money is resolved, and with which key. */
export interface PaymentApi {
  readonly url: string
  readonly key: string
}

const links = ({ content }: Bubble) => content.link !== undefined
const says = (words: RegExp) => (bubble: Bubble) => words.test(bubble.content.text ?? '')

/**
 * Pays too little, and is told that a person looks at it. The person accepts it, or gives it back: then the customer is
 * told, and pays again. Either way the portraits come. The customer speaks English.
 */
export async function playHeldPayment(
  sandboxUrl: string,
  api: PaymentApi,
  { plan, decision }: { plan: CustomerPlan; decision: 'accept' | 'refund' },
): Promise<Phone> {
  const phone = new Phone(sandboxUrl, plan.number)
  await bringPictures(phone, plan)
  const agreed = await choosePack(phone, plan)
  const { id, content } = await phone.waitFor('the pay link', links, { after: agreed })
  const { searchParams } = new URL(content.link?.url ?? '')
  const payment = {
    order: searchParams.get('order') ?? '',
    amount: Number(searchParams.get('amount')),
    currency: searchParams.get('currency') ?? '',
  }
  await phone.pay({ ...payment, amount: payment.amount - 1 })
  const held = await phone.waitFor('word that a person looks at it', says(/needs a look from a person/), { after: id })
  const seq = await seqOf(api, payment.order)
  // Two clicks at once are one.
  await Promise.all([resolve(api, seq, decision), resolve(api, seq, decision)])
  if (decision === 'refund') {
    const returned = await phone.waitFor('word that the money went back', says(/sent .* back to you/), {
      after: held.id,
    })
    await phone.waitFor('the pay link once more', links, { after: returned.id })
    await phone.pay(payment)
  }
  await receiveAndRate(phone, plan, agreed)
  return phone
}

const headersOf = ({ key }: PaymentApi) => ({ 'x-api-key': key, 'content-type': 'application/json' })

/** The number of the payment that is held for an order. */
async function seqOf(api: PaymentApi, orderId: string): Promise<number> {
  return await eventually(async () => {
    const response = await fetch(`${api.url}/api/payments?orderId=${orderId}&state=held`, { headers: headersOf(api) })
    const { items } = (await response.json()) as { items: { seq: number }[] }
    if (!items[0]) throw new Error(`nothing is held: ${response.status}`)
    return items[0].seq
  })
}

async function resolve(api: PaymentApi, seq: number, decision: string): Promise<void> {
  const body = JSON.stringify({ reason: 'a little short' })
  const url = `${api.url}/api/payments/${seq}/${decision}`
  const answer = await fetch(url, { method: 'POST', headers: headersOf(api), body })
  if (answer.status !== 200) throw new Error(`${decision} was answered ${answer.status}: ${await answer.text()}`)
}
