import { Client } from '@great-detail/whatsapp'
import fc from 'fast-check'
import Stripe from 'stripe'
import { test } from 'tap'
import twilio from 'twilio'
import { WhatsAppAPI } from 'whatsapp-api-js'
import { serializeEscaped } from './serialize-escaped.ts'
import { sign, verifySignature } from './signature.ts'
import { parseForm } from './twilio/form.ts'
import { signTwilioForm, signTwilioJson, verifyTwilioSignature } from './twilio/signature.ts'

/** Text of any kind, without halves of characters: they cannot be sent in UTF-8. */
const words = fc.string({ unit: 'grapheme', maxLength: 200 })
const body = fc.record({ text: words, url: fc.webUrl(), n: fc.integer(), list: fc.array(words) })
const secret = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
const token = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })

/** A body as Meta sends it, and as other senders might. */
const raw = fc
  .tuple(body, fc.boolean())
  .map(([value, escaped]) => (escaped ? serializeEscaped(value) : JSON.stringify(value)))

test('a body that we sign is authentic for two other libraries of WhatsApp', async t => {
  const { webhook } = new Client()
  await fc.assert(
    fc.asyncProperty(raw, secret, async (payload, key) => {
      const signature = sign(payload, key)
      const headers = { 'x-hub-signature-256': signature }
      const notice = await webhook.eventNotification({ method: 'POST', query: {}, body: payload, headers })
      const ofGreatDetail = await notice.checkSignature(key)
      const api = new WhatsAppAPI({ token: 't', appSecret: key, v: 'v25.0' })
      const ofApiJs = await api.verifyRequestSignature(payload, signature)
      // This one escapes what it gets before it looks: it only believes a body that is escaped already.
      const isAscii = /^[\x20-\x7e]*$/.test(payload)
      return ofGreatDetail && ofApiJs === isAscii && verifySignature(Buffer.from(payload), signature, [key]).ok
    }),
  )
  t.pass()
})

test('what they refuse, we refuse', async t => {
  const { webhook } = new Client()
  await fc.assert(
    fc.asyncProperty(raw, raw, secret, secret, async (payload, other, key, otherKey) => {
      const signature = sign(other, otherKey)
      const headers = { 'x-hub-signature-256': signature }
      const notice = await webhook.eventNotification({ method: 'POST', query: {}, body: payload, headers })
      return (await notice.checkSignature(key)) === verifySignature(Buffer.from(payload), signature, [key]).ok
    }),
  )
  t.pass()
})

test('one character that is another, or too many, or gone: they refuse it, and so do we', async t => {
  const { webhook } = new Client()
  const damage = fc.constantFrom('other', 'more', 'less')
  await fc.assert(
    fc.asyncProperty(raw, secret, fc.nat(), damage, async (payload, key, place, how) => {
      const at = place % payload.length
      const character = payload[at] === 'x' ? 'y' : 'x'
      const middle = { other: character, more: `${payload[at]}${character}`, less: '' }[how]
      const sent = payload.slice(0, at) + middle + payload.slice(at + 1)
      const signature = sign(payload, key)
      const headers = { 'x-hub-signature-256': signature }
      // This one reads the body first, and throws where it is none.
      const ofGreatDetail = await webhook
        .eventNotification({ method: 'POST', query: {}, body: sent, headers })
        .then(notice => notice.checkSignature(key))
        .catch(() => false)
      const ofApiJs = await new WhatsAppAPI({ token: 't', appSecret: key, v: 'v25.0' }).verifyRequestSignature(
        sent,
        signature,
      )
      return !ofGreatDetail && !ofApiJs && !verifySignature(Buffer.from(sent), signature, [key]).ok
    }),
  )
  t.pass()
})

test("the digest of a signed text is the one that Stripe's library makes", async t => {
  const stripe = new Stripe('sk_test_0')
  fc.assert(
    fc.property(raw, secret, fc.integer({ min: 1, max: 2_000_000_000 }), (payload, key, timestamp) => {
      const header = stripe.webhooks.generateTestHeaderString({ payload, secret: key, timestamp })
      return header === `t=${timestamp},v1=${sign(`${timestamp}.${payload}`, key).replace('sha256=', '')}`
    }),
  )
  t.pass()
})

const fieldName = fc.oneof(fc.constantFrom('Body', 'From', 'MediaUrl0', 'A', 'a', 'Z'), words)
const form = fc.array(fc.tuple(fieldName, words), { maxLength: 20 })
const address = fc.constantFrom(
  'https://bot.example/webhooks/twilio',
  'https://bot.example:8443/webhooks/twilio?id=7&a=b%20c',
  'http://bot.example/x?n=1',
)
const contentType = 'application/x-www-form-urlencoded'

/** The fields as a server with Twilio's library has them: a list where a name comes more than once. */
function grouped(fields: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of fields) {
    const before = params[name]
    params[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return params
}

test("forms: Twilio's own library and ours say the same", async t => {
  fc.assert(
    fc.property(form, address, token, fc.boolean(), (fields, url, key, tampered) => {
      const signed = parseForm(new URLSearchParams(fields as [string, string][]).toString())
      const signature = signTwilioForm(url, signed, key)
      if (signature !== twilio.getExpectedTwilioSignature(key, url, grouped(signed))) return false
      const sent = tampered ? [...signed, ['Extra', '1'] as const] : signed
      const request = {
        url,
        contentType,
        body: Buffer.from(new URLSearchParams(sent as [string, string][]).toString()),
      }
      const theirs = twilio.validateRequest(key, signature, url, grouped(sent))
      return theirs === !tampered && verifyTwilioSignature(request, signature, [key]).ok === theirs
    }),
  )
  t.pass()
})

test("JSON: Twilio's own library and ours say the same", async t => {
  fc.assert(
    fc.property(raw, address, token, fc.boolean(), (payload, base, key, tampered) => {
      const { url, signature } = signTwilioJson(base, payload, key)
      const sent = tampered ? `${payload} ` : payload
      const theirs = twilio.validateRequestWithBody(key, signature, url, sent)
      const request = { url, contentType: 'application/json', body: Buffer.from(sent) }
      return theirs === !tampered && verifyTwilioSignature(request, signature, [key]).ok === theirs
    }),
  )
  t.pass()
})

test('addresses with a port, without it, and with an odd query', async t => {
  const odd = fc.constantFrom(
    'https://bot.example/x',
    'https://bot.example:443/x',
    'https://bot.example:8443/x?a=1',
    "https://bot.example/x?a='&b=(c)",
    'https://bot.example/x?a=%27&b=%28c%29',
  )
  fc.assert(
    fc.property(odd, odd, token, (signedAs, called, key) => {
      const fields = [['A', '1']] as const
      const signature = signTwilioForm(signedAs, fields, key)
      const theirs = twilio.validateRequest(key, signature, called, { A: '1' })
      const ours = verifyTwilioSignature({ url: called, contentType, body: Buffer.from('A=1') }, signature, [key]).ok
      return ours === theirs
    }),
    { numRuns: 300 },
  )
  t.pass()
})
