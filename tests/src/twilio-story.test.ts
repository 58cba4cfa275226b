import { type Test, test } from 'tap'
import { playStory } from './story/customer.ts'
import { countBy, readRecord, repeated, saidTwice, settledBooks } from './story/judge.ts'
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
