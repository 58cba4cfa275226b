import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'tap'
import { phone, startSandbox, until } from './start-sandbox.ts'

const signature = (body: string, secret = 'sandbox-app-secret') =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

test('a webhook is what Meta sends: signed over escaped bytes, with the ids of the person', async t => {
  const sandbox = await startSandbox(t)
  const [id] = await sandbox.say({ type: 'text', text: 'שלום 👋 a/b' })
  const { path, headers, body, json } = await until(() => sandbox.received[0])
  t.equal(path, '/SmsReceived')
  t.equal(headers['x-hub-signature-256'], signature(body))
  t.match(headers['content-type'], /^application\/json/)
  t.match(body, /^[ -~]+$/, 'ASCII only')
  t.ok(body.includes('\\u05e9\\u05dc\\u05d5\\u05dd \\ud83d\\udc4b a\\/b'), 'lower-case hex, escaped slashes')
  t.not(signature(JSON.stringify(json)), headers['x-hub-signature-256'])
  const { value, field } = json.entry[0].changes[0]
  t.equal(field, 'messages')
  t.match(json, { object: 'whatsapp_business_account', entry: [{ id: '102290129340398' }] })
  t.match(value, {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100731', phone_number_id: '106540352242922' },
    contacts: [{ profile: { name: String }, wa_id: phone, user_id: /^IL\.\d{20}$/ }],
    messages: [
      {
        from: phone,
        from_user_id: value.contacts[0].user_id,
        id,
        timestamp: /^\d{10}$/,
        type: 'text',
        text: { body: 'שלום 👋 a/b' },
      },
    ],
  })
})

test('what is not answered 200 comes again, the same bytes, and nothing overtakes it', async t => {
  const sandbox = await startSandbox(t)
  let refusals = 4
  sandbox.receiver.how.status = () => (refusals-- > 0 ? [500, 202, 404, 503][refusals]! : 200)
  const ids = [
    ...(await sandbox.say({ type: 'text', text: 'one' })),
    ...(await sandbox.say({ type: 'text', text: 'two' })),
  ]
  await until(() => sandbox.received.length === 6)
  t.same(
    sandbox.items('messages').map(({ id }) => id),
    [ids[0], ids[0], ids[0], ids[0], ids[0], ids[1]],
  )
  t.equal(new Set(sandbox.received.slice(0, 5).map(({ body }) => body)).size, 1)
  await until(async () => (await sandbox.call('GET', '/webhooks')).body.pending === 0)
  const posts = await sandbox.record('kind=webhook.post')
  t.same(
    posts.map(({ outcome, attempt }) => [outcome, attempt]),
    [
      ['refused', 1],
      ['refused', 2],
      ['refused', 3],
      ['refused', 4],
      ['accepted', 5],
      ['accepted', 1],
    ],
  )
})

test('a message shows one tick until the bot has taken it', async t => {
  const sandbox = await startSandbox(t)
  sandbox.receiver.how.status = () => 503
  await sandbox.say({ type: 'text', text: 'one' })
  await until(() => sandbox.received.length > 1)
  t.equal((await sandbox.chat())[0].status, 'sent')
  sandbox.receiver.how.status = () => 200
  await until(async () => (await sandbox.chat())[0].status === 'delivered')
})

test('each may come several times and out of order, when it is told so', async t => {
  const sandbox = await startSandbox(t)
  t.equal((await sandbox.call('POST', '/webhook-policy', { duplicates: [2, 3], reorderMs: 500 })).status, 200)
  const ids: string[] = []
  for (let i = 0; i < 12; i++) ids.push(...(await sandbox.say({ type: 'text', text: `n${i}` })))
  await until(async () => (await sandbox.call('GET', '/webhooks')).body.pending === 0)
  await until(() => sandbox.items('messages').length >= 24)
  const seen = sandbox.items('messages').map(({ id }) => id)
  t.same(new Set(seen), new Set(ids))
  t.not(String([...new Set(seen)]), String(ids), 'not the order in which they were written')
  t.equal((await sandbox.call('POST', '/webhook-policy', { duplicates: 3 })).status, 400)
})

test('many updates in one POST, and another secret', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.call('POST', '/webhook-policy', { batch: { max: 100, ms: 80 }, appSecret: 'rotated' })
  for (let i = 0; i < 5; i++) await sandbox.say({ type: 'text', text: `n${i}` }, `97250000000${i + 1}`)
  await until(() => sandbox.items('messages').length === 5)
  t.ok(sandbox.received.length < 5)
  t.equal(sandbox.received[0]!.headers['x-hub-signature-256'], signature(sandbox.received[0]!.body, 'rotated'))
  const secrets = (await sandbox.record('kind=webhook.policy')).map(entry => JSON.stringify(entry))
  t.notMatch(secrets.join(), /rotated/)
})

test('who hides the number is known by the id alone', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.call('PUT', `/phones/${phone}`, { hideNumber: true, username: 'noa' })
  await sandbox.say({ type: 'text', text: 'hi' })
  const { body, json } = await until(() => sandbox.received[0])
  t.notOk(body.includes(phone), 'the number stands nowhere')
  const { user_id } = json.entry[0].changes[0].value.contacts[0]
  t.match((await sandbox.send({ type: 'text', text: { body: 'x' } })).body, { error: { code: 131026 } })
  const sent = await sandbox.send({ to: undefined, recipient: user_id, type: 'text', text: { body: 'x' } })
  t.same(sent.body.contacts, [{ input: user_id, user_id }])
  const status = await until(() => sandbox.items('statuses')[0])
  t.match(status, { recipient_user_id: user_id })
  t.notOk('recipient_id' in status)
})

test('the webhook is verified as Meta does it', async t => {
  const sandbox = await startSandbox(t)
  const refused = await sandbox.call('POST', '/webhook-verification')
  t.same(refused.body, { verified: false, status: 200 }, 'not by a 200 without the challenge')
  const asked: URL[] = []
  const server = createServer((request, response) => {
    asked.push(new URL(request.url!, 'http://x'))
    response.end(asked[0]!.searchParams.get('hub.challenge'))
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const other = await startSandbox(t, {
    WEBHOOK_URL: `http://127.0.0.1:${port}/SmsReceived`,
    WHATSAPP_VERIFY_TOKEN: 'token',
  })
  t.same((await other.call('POST', '/webhook-verification')).body, { verified: true, status: 200 })
  const query = Object.fromEntries(asked[0]!.searchParams)
  t.match(query, { 'hub.mode': 'subscribe', 'hub.verify_token': 'token', 'hub.challenge': /^\d+$/ })
})
