import { createHmac } from 'node:crypto'
import { test } from 'tap'
import { type Json, phone, type Sandbox, startSandbox, until } from './start-sandbox.ts'

const account = `AC${'0'.repeat(32)}`
const number = '15550100731'
const authorization = `Basic ${Buffer.from(`${account}:sandbox-twilio-token`).toString('base64')}`

/** A sandbox whose phones are carried by Twilio; its webhooks go to `/webhooks/twilio` of the receiver. */
const start = (t: Parameters<typeof startSandbox>[0]) => startSandbox(t, { WHATSAPP_PROVIDER: 'twilio' })

const forms = ({ received }: Sandbox) => received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))

async function post(sandbox: Sandbox, form: Record<string, string>, auth = authorization) {
  const answer = await fetch(`${sandbox.url}/twilio/2010-04-01/Accounts/${account}/Messages.json`, {
    method: 'POST',
    headers: { authorization: auth, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ From: `whatsapp:+${number}`, To: `whatsapp:+${phone}`, ...form }),
  })
  return { status: answer.status, body: (await answer.json()) as Json }
}

test('what a phone says comes as a signed form', async t => {
  const sandbox = await start(t)
  await sandbox.say({ type: 'text', text: 'שלום 👋' })
  await sandbox.say({ type: 'pictures', samples: ['woman-1-01'] })
  await sandbox.say({ type: 'location', latitude: 1, longitude: 2, name: 'Studio' })
  await until(() => sandbox.received.length === 3)
  t.match(forms(sandbox)[0], {
    Body: 'שלום 👋',
    From: `whatsapp:+${phone}`,
    To: `whatsapp:+${number}`,
    MessageSid: /^SM[0-9a-f]{32}$/,
  })
  t.match(forms(sandbox)[1], { NumMedia: '1', MediaContentType0: 'image/jpeg' })
  t.match(forms(sandbox)[2], { Latitude: '1', Longitude: '2', Label: 'Studio' })
  const form = forms(sandbox)[0] ?? {}
  const text = Object.keys(form)
    .sort()
    .map(name => name + form[name])
    .join('')
  const url = `${sandbox.receiver.url}/webhooks/twilio`
  const expected = createHmac('sha1', 'sandbox-twilio-token')
    .update(url + text)
    .digest('base64')
  t.equal(sandbox.received[0]?.headers['x-twilio-signature'], expected)
})

test('a file leads from Twilio to its store, which wants no credentials', async t => {
  const sandbox = await start(t)
  await sandbox.say({ type: 'pictures', samples: ['woman-1-01'] })
  await until(() => sandbox.received.length === 1)
  const url = forms(sandbox)[0]?.MediaUrl0 ?? ''
  t.equal((await fetch(url, { redirect: 'manual' })).status, 401)
  const first = await fetch(url, { redirect: 'manual', headers: { authorization } })
  t.equal(first.status, 307)
  const location = first.headers.get('location') ?? ''
  t.equal((await fetch(location, { headers: { authorization } })).status, 400, 'credentials do not belong there')
  t.equal((await fetch(location)).headers.get('content-type'), 'image/jpeg')
})

test('a message is sent, and its statuses go where it says', async t => {
  const sandbox = await start(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const StatusCallback = `${sandbox.receiver.url}/callback?id=our-1`
  const sent = await post(sandbox, { Body: 'hello', StatusCallback })
  t.match(sent, { status: 201, body: { sid: /^SM/, status: 'queued' } })
  const statuses = () => sandbox.received.filter(({ path }) => path === '/callback?id=our-1')
  await until(() => statuses().length === 2)
  const words = statuses().map(({ body }) => new URLSearchParams(body).get('MessageStatus'))
  t.same(words, ['sent', 'delivered'])
  t.match((await sandbox.chat()).at(-1), { content: { type: 'text', text: 'hello' }, from: 'business' })
  const read = await fetch(`${sandbox.url}/twilio/2010-04-01/Accounts/${account}/Messages/${sent.body.sid}.json`, {
    headers: { authorization },
  })
  t.match(await read.json(), { sid: sent.body.sid, status: 'delivered' })
  t.match(await sandbox.record('kind=twilio.send'), [{ outcome: 'accepted', tag: 'our-1' }])
})

test('what was sent is listed, newest first, page by page, by the day on which it left', async t => {
  const sandbox = await start(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const sids: string[] = []
  for (const Body of ['one', 'two', 'three']) sids.unshift((await post(sandbox, { Body })).body.sid)
  const list = async (query: Record<string, string>, path = `/2010-04-01/Accounts/${account}/Messages.json?`) => {
    const answer = await fetch(`${sandbox.url}/twilio${path}${new URLSearchParams(query)}`, {
      headers: { authorization },
    })
    return (await answer.json()) as Json
  }
  const mine = { From: `whatsapp:+${number}`, To: `whatsapp:+${phone}` }
  const today = new Date().toISOString().slice(0, 10)
  await until(async () => (await list({ ...mine, 'DateSent>': today })).messages.length === 3)
  const first = await list({ ...mine, PageSize: '2' })
  const rest = await list({}, `${first.next_page_uri}&`)
  t.same(
    [...first.messages, ...rest.messages].map(({ sid }: Json) => sid),
    sids,
  )
  t.match(first.messages[0], { body: 'three', direction: 'outbound-api', ...{ from: mine.From, to: mine.To } })
  t.equal(rest.next_page_uri, null)
  t.equal((await list({ ...mine, 'DateSent>': '2999-01-01' })).messages.length, 0)
  t.equal((await list({ From: mine.To })).messages[0].direction, 'inbound')
})

test('buttons and lists are made by the Content API, and can be tapped', async t => {
  const sandbox = await start(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const create = async (types: object, more = {}) =>
    (await sandbox.call('POST', '/twilio/v1/Content', { language: 'en', types, ...more }, { authorization })).body.sid
  const buttons = await create({ 'twilio/quick-reply': { body: '{{1}}', actions: [{ id: 'begin', title: 'Begin' }] } })
  await post(sandbox, { ContentSid: buttons, ContentVariables: '{"1":"Ready?"}' })
  t.match((await sandbox.chat()).at(-1), { content: { type: 'buttons', text: 'Ready?', buttons: [{ id: 'begin' }] } })
  await sandbox.say({ type: 'button', title: 'Begin' })
  const list = await create({ 'twilio/list-picker': { body: '{{1}}', button: 'Go', items: [{ id: 'a', item: 'A' }] } })
  await post(sandbox, { ContentSid: list, ContentVariables: '{"1":"Which?"}' })
  await sandbox.say({ type: 'list', id: 'a' })
  await until(() => sandbox.received.length === 3)
  t.match(forms(sandbox)[1], { ButtonPayload: 'begin', ButtonText: 'Begin', OriginalRepliedMessageSid: /^SM/ })
  t.match(forms(sandbox)[2], { ListId: 'a', ListTitle: 'A' })
})

test('what Twilio refuses', async t => {
  const sandbox = await start(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const code = async (form: Record<string, string>, auth?: string) => (await post(sandbox, form, auth)).body.code
  t.equal(await code({ Body: 'x' }, 'Basic x'), 20003)
  t.equal(await code({}), 21619)
  t.equal(await code({ Body: 'x'.repeat(1601) }), 21617)
  t.equal(await code({ Body: 'x', To: 'whatsapp:+15550000000' }), 63024)
  t.equal(await code({ Body: 'x', From: 'whatsapp:+15550000000' }), 63003)
  t.equal(await code({ ContentSid: 'HX1' }), 21655)
  await sandbox.fault({ match: { api: 'twilio', op: 'messages' }, what: 'error_code', code: 20429, times: 1 })
  t.match(await post(sandbox, { Body: 'x' }), { status: 429, body: { code: 20429 } })
  await sandbox.call('PUT', `/phones/${phone}`, { window: 'closed' })
  const late = await post(sandbox, { Body: 'x', StatusCallback: `${sandbox.receiver.url}/late` })
  t.equal(late.status, 201, 'it is told later')
  await until(() => sandbox.received.some(({ path }) => path === '/late'))
  const told = sandbox.received.find(({ path }) => path === '/late')
  t.match(Object.fromEntries(new URLSearchParams(told?.body)), { MessageStatus: 'undelivered', ErrorCode: '63016' })
})
