import { test } from 'tap'
import { parseForm } from './form.ts'
import { signTwilioForm, signTwilioJson, verifyTwilioSignature } from './signature.ts'

const token = '12345'
const contentType = 'application/x-www-form-urlencoded; charset=utf-8'
const body = Buffer.from(
  new URLSearchParams({ To: 'whatsapp:+14155238886', Body: 'שלום 👋', ButtonText: '' }).toString(),
)
const url = 'https://bot.example.com/webhooks/twilio'
const request = { url, contentType, body }
const signature = signTwilioForm(url, parseForm(body), token)
const verdict = (header: string | undefined, changes: Partial<typeof request> = {}, tokens: string[] = [token]) =>
  verifyTwilioSignature({ ...request, ...changes }, header, tokens)

test("the example of Twilio's own page", async t => {
  const fields = [
    ['CallSid', 'CA1234567890ABCDE'],
    ['Caller', '+14158675309'],
    ['Digits', '1234'],
    ['From', '+14158675309'],
    ['To', '+18005551212'],
  ] as const
  const signed = signTwilioForm('https://mycompany.com/myapp.php?foo=1&bar=2', fields, token)
  t.equal(signed, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')
})

test('a form is authentic with its address, and with nothing else', async t => {
  t.same(verdict(signature), { ok: true })
  t.match(verdict(signature, { body: Buffer.concat([body, Buffer.from('&New=1')]) }), { why: 'wrong' })
  t.match(verdict(signature, { body: Buffer.from(body.toString().replace('ButtonText=', 'Buttontext=')) }), {
    ok: false,
  })
  t.match(verdict(signature, { url: `${url}/` }), { why: 'wrong' })
  t.match(verdict(signature, { url: url.replace('https', 'http') }), { why: 'wrong' })
  t.match(verdict(signature, { contentType: 'application/json' }), { why: 'wrong' }, 'the fields have to be counted')
  t.match(verdict(undefined), { why: 'missing' })
  t.match(verdict(''), { why: 'missing' })
  for (const malformed of [
    'x',
    `${signature}=`,
    signature.slice(1),
    `${signature}, ${signature}`,
    `sha1=${signature}`,
  ]) {
    t.match(verdict(malformed), { why: 'malformed' }, malformed)
  }
})

test('fields may come more than once, in any order', async t => {
  const signed = signTwilioForm(url, parseForm('A=2&A=1&A=1&B=3'), token)
  t.ok(verdict(signed, { body: Buffer.from('B=3&A=1&A=2&A=1') }).ok)
  t.notOk(verdict(signed, { body: Buffer.from('B=3&A=1') }).ok)
})

test('both tokens are valid while one is replaced, an empty one never', async t => {
  t.ok(verdict(signature, {}, ['new', token]).ok)
  t.match(verdict(signTwilioForm(url, parseForm(body), ''), {}, ['', 'new']), { why: 'wrong' })
  t.match(verdict(signature, {}, ['']), { why: 'no_secret' })
})

test('with the port or without it, and with an older writing of the query', async t => {
  const sign = (address: string) => signTwilioForm(address, parseForm(body), token)
  t.ok(verdict(sign('https://bot.example.com:443/webhooks/twilio')).ok)
  t.ok(verdict(sign(url), { url: 'https://bot.example.com:443/webhooks/twilio' }).ok)
  t.ok(verdict(sign('https://bot.example.com/x'), { url: 'https://bot.example.com:8443/x' }).ok)
  t.notOk(verdict(sign('https://bot.example.com:8443/webhooks/twilio')).ok)
  t.ok(verdict(sign(`${url}?a=%27`), { url: `${url}?a='` }).ok)
})

test('JSON: the address holds the hash of the body', async t => {
  const json = Buffer.from('{"a":1}')
  const signed = signTwilioJson(url, json, token)
  const given = (changes: object) =>
    verifyTwilioSignature(
      { url: signed.url, contentType: 'application/json', body: json, ...changes },
      signed.signature,
      [token],
    )
  t.ok(given({}).ok)
  t.match(given({ body: Buffer.from('{"a":2}') }), { why: 'wrong' })
  t.match(given({ url }), { why: 'wrong' })
  t.match(given({ url: signed.url.replace(/.$/, '') }), { why: 'wrong' })
})
