import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { callbackUrl } from '@astria-bot/astria'
import { parseEvent } from '@astria-bot/contracts'
import { parseForm, sign, signTwilioForm, signTwilioJson } from '@astria-bot/whatsapp'
import fc from 'fast-check'
import { test } from 'tap'
import { secrets, signed, startGateway } from './gateway.ts'
import { mutatedText } from './mutate.ts'
import { mutatedForm, mutatedJson } from './mutated-forms.ts'
import { mutatedWebhook, samples } from './mutated-webhooks.ts'

const formType = 'application/x-www-form-urlencoded'
const twilioAddress = 'https://bot.example/webhooks/twilio'

/** A form as Twilio signs it, and JSON. */
const signedForm = (payload: string) => ({
  method: 'POST' as const,
  url: '/webhooks/twilio',
  payload: Buffer.from(payload),
  headers: {
    'content-type': formType,
    'x-twilio-signature': signTwilioForm(twilioAddress, parseForm(payload), 'token'),
  },
})
const signedJson = (payload: string) => {
  const { url, signature } = signTwilioJson(twilioAddress, payload, 'token')
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature }
  return {
    method: 'POST' as const,
    url: url.replace('https://bot.example', ''),
    payload: Buffer.from(payload),
    headers,
  }
}

const allowed = new Set([200, 400, 401, 413, 503])
const twilio = { TWILIO_AUTH_TOKEN: 'token', TWILIO_WEBHOOK_URL: twilioAddress }
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('every sample through the door is stored, each of its updates as an event that fits its contract', async t => {
  const { server, stored } = await startGateway(t)
  for (const { name, text } of samples) t.equal((await server.inject(signed(text))).statusCode, 200, name)
  const types = new Set(stored.events.map(event => event.type))
  t.ok(stored.events.length >= samples.length)
  for (const event of stored.events) parseEvent(event)
  t.ok(types.has('whatsapp.message.received.v1') && types.has('whatsapp.status.changed.v1'))
})

/** A request that can be injected. */
interface Signed {
  method: 'POST'
  url: string
  payload: Buffer
  headers: Record<string, string>
}

/** Nothing to read, and much to keep: a body that is not let go shows. */
const paddingChars = 48 * 1024
const spaces = ' '.repeat(paddingChars)
const letters = `&Padding=${'x'.repeat(paddingChars)}`

/** Requests of both providers with things wrong in them, signed as theirs are. */
const requests: Record<string, fc.Arbitrary<Signed>> = {
  whatsapp: mutatedWebhook.map(body => signed(body + spaces)),
  'twilio, forms': mutatedForm.map(body => signedForm(body + letters)),
  'twilio, JSON': mutatedJson.map(body => signedJson(body + spaces)),
}

for (const [provider, request] of Object.entries(requests)) {
  test(`${provider}: whatever is wrong in a signed body, nothing escapes, and memory stays flat`, async t => {
    const { server, stored, lines } = await startGateway(t, twilio)
    const answers = new Map<number, number>()
    const post = async (one: Signed) => {
      const { statusCode } = await server.inject(one)
      answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1)
      if (statusCode !== 200) throw new Error(`${statusCode} for ${String(one.payload).slice(0, 2000)}`)
    }
    const round = (numRuns: number) => fc.assert(fc.asyncProperty(request, post), { numRuns })
    /** Bytes of bodies lie outside of the heap, in buffers: both count. */
    const memory = async () => {
      stored.events.length = 0
      // Buffers are given back a moment after they were found to be garbage.
      for (let n = 0; n < 3; n += 1) {
        collect()
        await sleep(10)
      }
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
    await round(300)
    const before = await memory()
    await round(600)
    const grownMb = ((await memory()) - before) / 1024 / 1024
    t.ok(grownMb < 12, `memory has grown by ${grownMb.toFixed(1)} MB`)
    t.equal(({} as { polluted?: boolean }).polluted, undefined, 'no prototype was touched')
    t.same(lines, [], 'not a line was logged')
    t.same([...answers.keys()], [200])
  })
}

test('each kind of damage is among them, for both providers', async t => {
  const marks = {
    'nesting of 10,000': /(?:\[|%5B){9000}|(?:\{"a":|%7B%22a%22%3A){9000}/,
    'a huge integer': /9{400}/,
    'an integer beyond 2^53': /90071992547409930001/,
    'half of a character': /\\ud83d(?!\\ud)|%ED%A0%BD/,
    NUL: /\\u0000|%00/,
    __proto__: /__proto__/,
    constructor: /constructor/,
  }
  const kinds = { mutatedWebhook, mutatedForm, mutatedJson }
  for (const [name, bodies] of Object.entries(kinds)) {
    const sent = fc.sample(bodies, { numRuns: 900, seed: 7 })
    for (const [what, mark] of Object.entries(marks))
      t.ok(
        sent.some(body => mark.test(body)),
        `${name}: ${what}`,
      )
  }
  const bodies = fc.sample(mutatedText(fc.constant({ in: { id: '1', at: 2 } })), { numRuns: 2000, seed: 7 })
  for (const [what, body] of Object.entries({
    'a dropped key': '{"in":{"at":2}}',
    'a renamed one': '{"in":{"at":2,"__proto__":"1"}}',
    'a retyped one': '{"in":{"id":null,"at":2}}',
  }))
    t.ok(bodies.includes(body), what)
})

test('bodies of a megabyte and more are taken or refused, at every door', async t => {
  const { server, stored } = await startGateway(t, twilio)
  const megabyte = 1024 * 1024
  const callback = new URL(
    callbackUrl('https://bot.example', '0199a000-0000-7000-8000-000000000001', 'tune', secrets.CALLBACK_SECRET),
  )
  const post = async (request: { url: string; payload: Buffer | string; headers?: Record<string, string> }) =>
    (await server.inject({ method: 'POST', ...request })).statusCode
  const text = `{"entry":[{"changes":[{"value":{"messages":["${'x'.repeat(3 * megabyte)}"]}}]}]}`
  t.equal(await post(signed(text)), 200)
  t.equal(await post(signed(`"${'x'.repeat(4 * megabyte)}"`)), 413)
  t.equal(
    await post(
      signedForm(
        `MessageSid=SM1&From=whatsapp:%2B972500000101&To=whatsapp:%2B14155238886&Body=${'x'.repeat(megabyte - 100)}`,
      ),
    ),
    200,
  )
  t.equal(await post(signedForm(`Body=${'x'.repeat(megabyte)}`)), 413)
  t.equal(await post(signedJson(JSON.stringify({ a: 'x'.repeat(megabyte - 100) }))), 200)
  const noText = Buffer.alloc(500 * 1024, 0xff)
  noText[0] = noText[noText.length - 1] = 0x22
  t.equal(await post({ url: callback.pathname + callback.search, payload: noText }), 200)
  t.equal(await post({ url: callback.pathname + callback.search, payload: Buffer.alloc(5 * megabyte) }), 413)
  t.equal(await post({ url: '/payment-received', payload: Buffer.alloc(2 * megabyte) }), 413)
  t.match(await stored.exactly(4), [{}, {}, {}, { data: { body: { dropped: 'too large' } } }])
})

test('bytes of any kind, signed or not, are answered with one of five words', async t => {
  const { server } = await startGateway(t, twilio)
  const url = fc.constantFrom(
    '/SmsReceived',
    '/webhooks/whatsapp',
    '/webhooks/twilio',
    '/webhooks/twilio?id=%00&id=2',
    '/payment-received',
    '/pack-tune-received?order=1&kind=tune&sig=%00',
  )
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
    fc.string({ unit: 'binary' }).map(text => Buffer.from(text)),
    fc
      .array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })))
      .map(fields =>
        Buffer.from(new URLSearchParams(fields.map(([name, value]) => [name, value] as [string, string])).toString()),
      ),
  )
  const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', 'x', '')
  const how = fc.constantFrom('signed', 'wrong', 'none')
  await fc.assert(
    fc.asyncProperty(url, body, type, how, async (to, payload, contentType, signedHow) => {
      const ofTwilio = signTwilioForm(
        `https://bot.example${to}`,
        contentType.includes('form') ? parseForm(payload) : [],
        'token',
      )
      const headers = {
        'content-type': contentType,
        ...(signedHow === 'none'
          ? {}
          : { 'x-hub-signature-256': sign(payload, signedHow === 'wrong' ? 'x' : secrets.WHATSAPP_APP_SECRET) }),
        ...(signedHow === 'signed' ? { 'x-twilio-signature': ofTwilio } : {}),
      }
      const { statusCode } = await server.inject({ method: 'POST', url: to, payload, headers })
      return allowed.has(statusCode) && (signedHow === 'signed' || statusCode === 401)
    }),
    { numRuns: 500 },
  )
  t.pass()
})
