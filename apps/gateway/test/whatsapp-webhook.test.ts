import { eventually } from '@astria-bot/testing'
import { serializeEscaped, sign, webhooks } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { secrets, signed, startGateway } from './gateway.ts'

const noa = { phone: '972500000101', userId: 'IL.1', name: 'Noa' }
const text = (body: string, messageId: string) => webhooks.text(noa, body, { messageId })

test('a signed webhook is stored, at both addresses, whatever its content type says', async t => {
  const { server, stored, lines } = await startGateway(t)
  const one = await server.inject(signed(text('שלום 👋', 'wamid.1')))
  t.same([one.statusCode, one.body], [200, ''])
  const two = signed(text('two', 'wamid.2'), { url: '/webhooks/whatsapp' })
  t.equal((await server.inject({ ...two, headers: { ...two.headers, 'content-type': 'text/odd' } })).statusCode, 200)
  t.match(await stored.exactly(2), [
    {
      type: 'whatsapp.message.received.v1',
      id: 'wa:106540352242922:wamid.1',
      source: 'gateway',
      data: { content: { body: 'שלום 👋' } },
    },
    { data: { content: { body: 'two' } } },
  ])
  t.same(lines, [], 'no line per request')
})

test('a wrong signature is 401 and leaves no trace but a counter', async t => {
  const { server, stored, lines } = await startGateway(t)
  const good = signed(text('x', 'wamid.1'))
  const signature = good.headers['x-hub-signature-256']
  const escaped = String(good.payload)
  const wrong = {
    'no signature': { ...good, headers: { 'content-type': 'application/json' } },
    'an empty one': { ...good, headers: { 'x-hub-signature-256': '' } },
    'another secret': signed(text('x', 'wamid.1'), { secret: 'other' }),
    'the empty secret': signed(text('x', 'wamid.1'), { secret: '' }),
    'another body': { ...good, payload: escaped.replace('"x"', '"y"') },
    'the same words in other bytes': { ...good, payload: JSON.stringify(JSON.parse(escaped), null, 1) },
    'a short one': { ...good, headers: { 'x-hub-signature-256': signature.slice(0, -2) } },
    'two of them': { ...good, headers: { 'x-hub-signature-256': [signature, signature] } },
    'another algorithm': { ...good, headers: { 'x-hub-signature-256': signature.replace('256', '1') } },
    'no body': { method: 'POST', url: '/SmsReceived', headers: { 'x-hub-signature-256': signature } },
  } as const
  for (const [name, request] of Object.entries(wrong)) {
    const answer = await server.inject(request as typeof good)
    t.equal(answer.statusCode, 401, name)
    t.same(answer.json(), { type: 'about:blank', title: 'Unauthorized', status: 401 }, name)
  }
  await server.inject(signed(text('x', 'wamid.good')))
  t.match(await stored.exactly(1), [{ id: /wamid\.good/ }])
  t.same(lines, [])
  const metrics = (await server.inject('/metrics')).body
  t.match(metrics, /gateway_requests_total\{.*source="whatsapp",outcome="wrong".*\} 8/)
  t.match(metrics, /outcome="missing".*\} 2/)
  t.match(metrics, /gateway_events_total\{.*type="whatsapp\.message\.received\.v1".*\} 1/)
  t.notMatch(metrics, /972500000101|Noa/)
})

test('while a secret is replaced, both are valid', async t => {
  const { server, stored } = await startGateway(t, { WHATSAPP_APP_SECRET: 'old, new' })
  const status = async (secret: string, id: string) =>
    (await server.inject(signed(text('x', id), { secret }))).statusCode
  t.same([await status('old', 'wamid.1'), await status('new', 'wamid.2')], [200, 200])
  t.same([await status('gone', 'wamid.3'), await status('old, new', 'wamid.4')], [401, 401])
  await stored.exactly(2)
})

test('what is no JSON is 400, too large 413, elsewhere 404', async t => {
  const { server, stored } = await startGateway(t)
  for (const body of ['{', '', 'hello']) {
    const answer = await server.inject(signed(body))
    t.equal(answer.statusCode, 400)
    t.same(answer.json(), { type: 'about:blank', title: 'Bad Request', status: 400 })
  }
  const large = await server.inject(signed(Buffer.alloc(4 * 1024 * 1024 + 1, 0x20)))
  t.same([large.statusCode, large.json().title], [413, 'Payload Too Large'])
  for (const url of ['/', '/smsreceived', '/SmsReceived/x', '/webhooks', '/webhooks/twilio', '/docs']) {
    t.equal((await server.inject(signed({}, { url }))).statusCode, 404, url)
  }
  t.equal((await server.inject({ method: 'PUT', url: '/SmsReceived' })).statusCode, 404)
  await stored.exactly(0)
})

test('the same webhook five times at once is stored once', async t => {
  const { server, stored } = await startGateway(t)
  const request = signed(webhooks.batch([text('a', 'wamid.1'), text('b', 'wamid.2')]))
  const answers = await Promise.all(Array.from({ length: 5 }, () => server.inject(request)))
  t.ok(answers.every(answer => answer.statusCode === 200))
  await stored.exactly(2)
})

test('a batch of a thousand updates of three megabytes, in order', async t => {
  const { server, stored } = await startGateway(t)
  const bodies = Array.from({ length: 1000 }, (_, index) => text(`${'/'.repeat(1250)}${index}`, `wamid.${index}`))
  const request = signed(webhooks.batch(bodies))
  t.ok(request.payload.length > 2_900_000)
  t.equal((await server.inject(request)).statusCode, 200)
  await eventually(() => stored.events.length === 1000, { timeoutMs: 20_000 })
  t.same(
    stored.events.map(event => event.id.split('.')[1]),
    bodies.map((_, index) => String(index)),
  )
})

test('broken and unknown items harm nothing beside them', async t => {
  const { server, stored } = await startGateway(t)
  const broken = webhooks.message(
    { ...noa, phone: '972500000102' },
    { type: 'image', image: 'oops', timestamp: 'soon' },
  )
  const body = webhooks.batch([
    text('first', 'wamid.1'),
    webhooks.message(noa, { type: 'telepathy', telepathy: {} }, { messageId: 'wamid.2' }),
    broken,
    webhooks.status(noa, { messageId: 'wamid.ours', status: 'read' }),
    { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'nebula_update', value: {} }] }] },
    text('second', 'wamid.3'),
  ])
  t.equal((await server.inject(signed(body))).statusCode, 200)
  const types = (await stored.exactly(6)).map(({ type }) => type).toSorted()
  t.same(types, [
    'whatsapp.account.changed.v1',
    'whatsapp.item.broken.v1',
    'whatsapp.message.received.v1',
    'whatsapp.message.received.v1',
    'whatsapp.message.received.v1',
    'whatsapp.status.changed.v1',
  ])
})

test('raw UTF-8 signed over raw UTF-8 is as good', async t => {
  const { server, stored } = await startGateway(t)
  const payload = Buffer.from(JSON.stringify(text('שלום 👋', 'wamid.1')))
  t.not(String(payload), serializeEscaped(text('שלום 👋', 'wamid.1')))
  const headers = { 'x-hub-signature-256': sign(payload, secrets.WHATSAPP_APP_SECRET) }
  t.equal((await server.inject({ method: 'POST', url: '/SmsReceived', payload, headers })).statusCode, 200)
  t.match(await stored.exactly(1), [{ data: { content: { body: 'שלום 👋' } } }])
})

test('without a stream there is no 200, and readiness falls', async t => {
  const { server, nats, stored } = await startGateway(t)
  await nats.kill()
  const answer = await server.inject(signed(text('x', 'wamid.1')))
  t.equal(answer.statusCode, 503)
  t.same(answer.json(), { type: 'about:blank', title: 'Service Unavailable', status: 503 })
  t.equal(answer.headers['retry-after'], '1')
  t.equal((await server.inject('/ready')).statusCode, 503)
  t.equal((await server.inject('/health')).statusCode, 200)
  await nats.start()
  await eventually(async () => (await server.inject(signed(text('x', 'wamid.1')))).statusCode === 200)
  t.match(await stored.exactly(1), [{ id: /wamid\.1/ }])
})
