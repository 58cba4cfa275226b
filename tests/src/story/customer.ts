import { type Bubble, offers, Phone, tapsOf } from './phone.ts'

/** How a customer of the story behaves. */
export interface CustomerPlan {
  number: string
  language: 'en' | 'he'
  person: 'woman' | 'man'
  tier: 'lite' | 'standard' | 'premium'
  stars: 1 | 2 | 3 | 4 | 5
  /** How many portraits the pack has. */
  portraits: number
}

/** How many pictures a customer sends. */
export const PICTURES = 8

const isPortrait = ({ content }: Bubble) => content.type === 'image'

/** Goes through the whole story once, from the first word to the rating. */
export async function playStory(sandboxUrl: string, plan: CustomerPlan): Promise<Phone> {
  const phone = new Phone(sandboxUrl, plan.number)
  await bringPictures(phone, plan)
  const paid = await choosePackAndPay(phone, plan)
  await receiveAndRate(phone, plan, paid)
  return phone
}

/** From the first word to the list of styles. */
export async function bringPictures(phone: Phone, plan: CustomerPlan): Promise<void> {
  await phone.text(plan.language === 'he' ? 'היי' : 'hi')
  let asked = {}
  if (plan.language === 'he') {
    await phone.tap('language')
    asked = { after: await phone.tap('speak:he') }
  }
  const begun = await phone.tap('begin', asked)
  const ready = await phone.tap('ready', { after: begun })
  const agreed = await phone.tap('consent:yes', { after: ready })
  // Like a person: reads the answer before sending anything. Pictures that overtake the consent are asked for it again.
  await phone.waitFor('the request for pictures', ({ content }) => content.type === 'text', { after: agreed })
  await sendPictures(phone, plan)
  await phone.tap('styles')
}

/** Comes back later and orders with the model that is already there. */
export async function playReturn(sandboxUrl: string, plan: CustomerPlan): Promise<Phone> {
  const phone = new Phone(sandboxUrl, plan.number)
  const [back] = await phone.text(plan.language === 'he' ? 'שלום שוב' : 'hello again')
  const after = { after: back as string }
  await phone.tap('models', after)
  await phone.tap('model', after)
  const paid = await choosePackAndPay(phone, plan, back)
  await receiveAndRate(phone, plan, paid)
  return phone
}

/** Good pictures at once, as an album: every customer has a face of their own. */
async function sendPictures(phone: Phone, { person, number }: CustomerPlan) {
  const face = (Number(number.slice(-4)) % 250) + 1
  const samples = Array.from(
    { length: PICTURES },
    (_, shot) => `${person}-${face}-${String(shot + 1).padStart(2, '0')}`,
  )
  await phone.say({ type: 'pictures', samples })
}

/** From the list of tiers to the agreement, with which the order is placed; gives that bubble of the customer. */
export async function choosePack(phone: Phone, plan: CustomerPlan, since?: string): Promise<string> {
  const tier = await phone.tap(`tier:${plan.tier}`, since ? { after: since } : {})
  const pack = await phone.tap('pack', { after: tier })
  return phone.tap('terms', { after: pack })
}

/** From the list of tiers to the money; gives the customer's last bubble before the payment. */
async function choosePackAndPay(phone: Phone, plan: CustomerPlan, since?: string): Promise<string> {
  const agreed = await choosePack(phone, plan, since)
  await phone.pay(await wantedOf(phone, agreed))
  return agreed
}

/** What is to be paid: what the link says that comes after the agreement. */
export async function wantedOf(phone: Phone, agreed: string) {
  const { content } = await phone.waitFor('the pay link', bubble => bubble.content.link !== undefined, {
    after: agreed,
  })
  const { searchParams } = new URL(content.link?.url ?? '')
  return {
    order: searchParams.get('order') ?? '',
    amount: Number(searchParams.get('amount')),
    currency: searchParams.get('currency') ?? '',
  }
}

/** Waits for the portraits and says how they are. Throws when they are not as many as they should be. */
export async function receiveAndRate(phone: Phone, plan: CustomerPlan, since: string) {
  const asked = await phone.waitFor('the question for stars', offers('rate'), { after: since, timeoutMs: 240_000 })
  const rate = tapsOf(asked).find(({ id }) => id.endsWith(`:${plan.stars}`))
  await phone.say({ ...rate })
  if (plan.stars < 4) {
    const question = await phone.waitFor('the question for feedback', offers('skip_feedback'), { after: asked.id })
    await phone.text(plan.language === 'he' ? 'אפשר תאורה רכה יותר' : 'Softer light, please')
    await phone.waitFor('thanks for the feedback', ({ content }) => content.text !== undefined, { after: question.id })
  }
  const chat = await phone.chat()
  const portraits = chat.slice(chat.findIndex(({ id }) => id === since)).filter(isPortrait)
  if (portraits.length !== plan.portraits) throw new Error(`${plan.number} got ${portraits.length} portraits`)
}
