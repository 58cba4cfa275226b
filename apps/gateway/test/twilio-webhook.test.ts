import { parseForm, signTwilioForm, signTwilioJson } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { startGateway } from './gateway.ts'

const token = 'twilio-token'
const address = 'https://bot.example/webhooks/twilio'
const open = { TWILIO_AUTH_TOKEN: token, TWILIO_WEBHOOK_URL: address }
const sid = 'SM00000000000000000000000000000001'
const message = {
  MessageSid: sid,
  AccountSid: 'AC1',
  From: 'whatsapp:+972500000101',
  To: 'whatsapp:+14155238886',
  SmsStatus: 'received',
  Body: 'שלום 👋',
}

/** A form as Twilio posts it. */
function form(fields: Record<string, string>, options: { query?: string; token?: string; signedAs?: string } = {}) {
  const payload = new URLSearchParams(fields).toString()
  const query = options.query ?? ''
  const signature = signTwilioForm(options.signedAs ?? address + query, parseForm(payload), options.token ?? token)
  return {
    method: 'POST',
    url: `/webhooks/twilio${query}`,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  } as const
}

test('a message of Twilio is stored once, and is answered with nothing to say', async t => {
  const { server, stored, lines } = await startGateway(t, open)
  for (let n = 0; n < 3; n += 1) {
    const answer = await server.inject(form(message))
    t.equal(answer.statusCode, 200)
    t.match(answer.headers['content-type'], /^text\/xml/)
    t.match(answer.body, /^<\?xml [^>]*><Response\/>$/)
  }
  t.match(await stored.exactly(1), [
    {
      type: 'whatsapp.message.received.v1',
      id: `wa:14155238886:${sid}`,
      data: { channel: '14155238886', contact: { phone: '972500000101' }, content: { body: 'שלום 👋' } },
    },
  ])
  t.same(lines, [])
})

test('statuses come with the id of their message in the address', async t => {
  const { server, stored } = await startGateway(t, open)
  const status = { MessageSid: sid, From: 'whatsapp:+14155238886', To: 'whatsapp:+972500000101' }
  for (const word of ['delivered', 'sent', 'delivered']) {
    const answer = await server.inject(form({ ...status, MessageStatus: word }, { query: '?id=our-1' }))
    t.equal(answer.statusCode, 200)
  }
  t.match(await stored.exactly(2), [{ data: { status: 'delivered', echoedId: 'our-1' } }, { data: { status: 'sent' } }])
})

test('JSON is signed by its hash', async t => {
  const { server, stored } = await startGateway(t, open)
  const payload = JSON.stringify(message)
  const { url, signature } = signTwilioJson(address, payload, token)
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature }
  const request = { method: 'POST', url: url.replace('https://bot.example', ''), payload, headers } as const
  t.equal((await server.inject(request)).statusCode, 200)
  t.equal((await server.inject({ ...request, payload: payload.replace('AC1', 'AC2') })).statusCode, 401)
  await stored.exactly(1)
})

test('a wrong signature is 401 and leaves no trace but a counter', async t => {
  const { server, stored, lines } = await startGateway(t, open)
  const good = form(message)
  const signature = good.headers['x-twilio-signature']
  const type = good.headers['content-type']
  const wrong = {
    'no signature': { ...good, headers: { 'content-type': type } },
    'an empty one': { ...good, headers: { ...good.headers, 'x-twilio-signature': '' } },
    'another token': form(message, { token: 'other' }),
    'the empty token': form(message, { token: '' }),
    'another field': { ...good, payload: `${good.payload}&NumMedia=0` },
    'another query': { ...good, url: '/webhooks/twilio?id=1' },
    'another address': form(message, { signedAs: 'https://evil.example/webhooks/twilio' }),
    'a short one': { ...good, headers: { ...good.headers, 'x-twilio-signature': signature.slice(0, -2) } },
    'two of them': { ...good, headers: { ...good.headers, 'x-twilio-signature': [signature, signature] } },
    'another kind of body': { ...good, headers: { ...good.headers, 'content-type': 'text/plain' } },
  }
  for (const [name, request] of Object.entries(wrong)) {
    const answer = await server.inject(request as typeof good)
    t.equal(answer.statusCode, 401, name)
    t.same(answer.json(), { type: 'about:blank', title: 'Unauthorized', status: 401 }, name)
  }
  await stored.exactly(0)
  t.same(lines, [])
  t.match((await server.inject('/metrics')).body, /source="twilio",outcome="wrong".*\} 8/)
})

test('the address comes from the settings, whatever a proxy says', async t => {
  const { server, stored, nats } = await startGateway(t, open)
  const elsewhere = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
  const good = form(message)
  t.equal((await server.inject({ ...good, headers: { ...good.headers, ...elsewhere } })).statusCode, 200)
  const forged = form(message, { signedAs: 'http://evil.example/webhooks/twilio' })
  t.equal((await server.inject({ ...forged, headers: { ...forged.headers, ...elsewhere } })).statusCode, 401)
  const configured = { TWILIO_AUTH_TOKEN: 'new,twilio-token', TWILIO_WEBHOOK_URL: `${address}/?n=1#rc=5&rp=all` }
  const other = await startGateway(t, configured, nats)
  const signed = form({ ...message, MessageSid: 'SM2' }, { query: '?n=1', signedAs: `${address}/?n=1` })
  t.equal((await other.server.inject(signed)).statusCode, 200, 'with a slash, a query and how often to try again')
  const public_ = await startGateway(t, { TWILIO_AUTH_TOKEN: token, PUBLIC_URL: 'https://bot.example' }, nats)
  t.equal((await public_.server.inject(form({ ...message, MessageSid: 'SM3' }))).statusCode, 200)
  await stored.exactly(3)
})

test('unreadable is 400, too large 413, no stream 503, no token 404', async t => {
  const { server, stored, nats } = await startGateway(t, open)
  t.equal((await server.inject(form({}))).statusCode, 400)
  const json = signTwilioJson(address, '{', token)
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': json.signature }
  const broken = { method: 'POST', url: json.url.replace('https://bot.example', ''), payload: '{', headers } as const
  t.equal((await server.inject(broken)).statusCode, 400)
  t.equal((await server.inject(form({ Body: 'x'.repeat(1024 * 1024 + 1) }))).statusCode, 413)
  const closed = await startGateway(t, {}, nats)
  t.equal((await closed.server.inject(form(message))).statusCode, 404)
  await stored.exactly(0)
  await nats.kill()
  const answer = await server.inject(form(message))
  t.same([answer.statusCode, answer.headers['retry-after']], [503, '1'])
})
