import { eventually, samplePicture } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { playStory } from './story/customer.ts'
import { countBy, readRecord, repeated, saidTwice, settledBooks } from './story/judge.ts'
import type { Phone } from './story/phone.ts'
import { type System, startSystem } from './system/start-system.ts'

const PORTRAITS = 12
const customer = '972500000701'

/** So long that nothing but a status can settle the message whose answer is lost. */
const UNKNOWN_WAIT_MS = '600000'

test('the whole story through Twilio, with an answer of Twilio that is lost', async t => {
  const system = await startSystem({ env: { WHATSAPP_PROVIDER: 'twilio', UNKNOWN_WAIT_MS } })
  t.teardown(() => system.stop())
  await t.test('nobody but Twilio is believed', t => refusesForged(t, system))
  await loseAnswer(system)
  const phone = await playStory(system.sandbox.url, {
    number: customer,
    language: 'en',
    person: 'woman',
    tier: 'lite',
    stars: 5,
    portraits: PORTRAITS,
  })
  const chat = await phone.chat()
  t.same([...saidTwice(chat), ...repeated(chat)], [], 'everything was said once')
  await t.test('a picture over 5 MB becomes a JPEG below', t => sendLarge(t, system, phone))
  await t.test('contents are made once, whatever is sold and whoever starts again', t => sellOn(t, system, phone))
  await t.test("what the sandbox's record says", t => judge(t, system))
  t.same(await settledBooks(system.databaseUrl), [], 'nothing is left over')
})

async function judge(t: Test, { sandbox }: System) {
  const sends = await readRecord(sandbox.url, 'twilio.send')
  t.same(
    sends.filter(({ outcome }) => outcome !== 'accepted'),
    [],
    'Twilio refused nothing',
  )
  const times = countBy(sends, ({ tag }) => String(tag))
  t.same(
    [...times].filter(([tag, count]) => tag === 'null' || count !== 1),
    [],
    'each message was sent once, under an id of ours',
  )
  t.match(
    await readRecord(sandbox.url, 'fault.struck'),
    [{ outcome: 'done_then_drop', api: 'twilio' }],
    'the answer was lost',
  )
  const downloads = await readRecord(sandbox.url, 'twilio.media')
  t.same(
    downloads.map(({ outcome }) => outcome),
    Array(8).fill('accepted'),
    'each picture was fetched once, with the credentials of the account',
  )
  t.same(await readRecord(sandbox.url, 'twilio.refused'), [], 'and nothing without them')
  const posts = await readRecord(sandbox.url, 'webhook.post')
  t.same(
    posts.filter(({ outcome }) => outcome !== 'accepted'),
    [],
    "every webhook's signature was right",
  )
  t.same(await readRecord(sandbox.url, 'whatsapp.send'), [], "nothing went to Meta's own API")
}

/** One call of the message API, with the key of the local system. */
async function api({ env, process }: System, path: string, body: object | Buffer, type = 'application/json') {
  const [, , key = ''] = (env['API_KEYS'] ?? '').split(':')
  const answer = await fetch(`${process('message').url}/api/${path}`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': type },
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as { fileKey: string }
}

/** The bubble with the text, once it is there. */
async function bubble(phone: Phone, text: string) {
  const find = async () => (await phone.chat()).find(({ content }) => content.text?.includes(text))
  await eventually(async () => (await find()) !== undefined, { timeoutMs: 30_000 })
  return (await find())!.content
}

const MEGABYTE = 1024 * 1024

async function sendLarge(t: Test, system: System, phone: Phone) {
  // Something lies behind the end of the picture, so that it is too large and can be decoded.
  const large = Buffer.concat([await samplePicture({ seed: 1 }), Buffer.alloc(6 * MEGABYTE)])
  const file = await api(system, 'media', large, 'image/jpeg')
  const content = { type: 'image', file, caption: 'large' }
  await api(system, 'messages/send', { phone: `+${customer}`, content, essential: true })
  t.match(await bubble(phone, 'large'), { type: 'image', media: { mimeType: 'image/jpeg' } })
  const fetched = await readRecord(system.sandbox.url, 'twilio.fetch')
  t.same(
    fetched.filter(({ outcome }) => outcome !== 'accepted'),
    [],
    'nothing was too large',
  )
  const [picture] = fetched.filter(({ path }) => path === `/media/${file.fileKey}`)
  t.equal(picture?.['mimeType'], 'image/jpeg')
  t.ok(Number(picture?.['sizeBytes']) < 5 * MEGABYTE, `${picture?.['sizeBytes']} bytes were fetched`)
}

async function sellOn(t: Test, system: System, phone: Phone) {
  const contents = async () => (await readRecord(system.sandbox.url, 'twilio.content')).map(({ name }) => String(name))
  const before = await contents()
  t.ok(before.length > 0)
  await system.killAndRestart('message')
  for (const n of [1, 2, 3]) {
    const url = `https://pay.example/pay/${n}?order=${n}`
    const content = { type: 'link', body: `sale ${n}`, label: 'Pay', url }
    await api(system, 'messages/send', { phone: `+${customer}`, content, essential: true })
    t.match(await bubble(phone, `sale ${n}`), { link: { label: 'Pay', url } })
  }
  const after = await contents()
  t.same(
    [
      ...countBy(
        after.map(name => ({ name })),
        ({ name }) => name,
      ).values(),
    ].filter(n => n > 1),
    [],
    'none twice',
  )
  t.ok(after.length <= before.length + 1, 'one for all links to a host')
}

/** The gateway listens to whoever knows the token, at the address that Twilio knows. */
async function refusesForged(t: Test, { env }: System) {
  const post = (headers: Record<string, string>) =>
    fetch(env['TWILIO_WEBHOOK_URL'] ?? '', {
      method: 'POST',
      headers,
      body: new URLSearchParams({ MessageSid: 'SM1', From: `whatsapp:+${customer}`, To: 'whatsapp:+1', Body: 'hi' }),
    })
  t.equal((await post({})).status, 401)
  t.equal((await post({ 'x-twilio-signature': `${'A'.repeat(27)}=` })).status, 401)
}

/** The next message is carried out, and its answer never comes. */
async function loseAnswer({ sandbox }: System) {
  const answer = await fetch(`${sandbox.url}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      match: { api: 'twilio', op: 'messages', contact: customer },
      what: 'done_then_drop',
      times: 1,
    }),
  })
  if (!answer.ok) throw new Error(`the sandbox took no fault: ${await answer.text()}`)
}
