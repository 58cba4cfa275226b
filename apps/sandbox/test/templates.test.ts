import { test } from 'tap'
import { numberId, phone, startSandbox, until } from './start-sandbox.ts'

const account = '102290129340398'
const template = { name: 'birthday', language: 'en_US', body: 'Hi {{1}}', category: 'marketing' }
const send = (parts: object = {}) => ({
  type: 'template',
  template: { name: 'birthday', language: { code: 'en_US' }, ...parts },
})
const body = { type: 'body', parameters: [{ type: 'text', text: 'Noa' }] }

test('templates are listed page by page, with their parts', async t => {
  const sandbox = await startSandbox(t)
  for (let n = 0; n < 5; n += 1) await sandbox.call('POST', '/templates', { ...template, name: `birthday_${n}` })
  const list = async (query: string) => (await sandbox.graph('GET', `/${account}/message_templates?${query}`)).body
  const first = await list('limit=4')
  t.equal(first.data.length, 4)
  t.match(first.paging.next, /after=/)
  const second = await list(`limit=4&after=${first.paging.cursors.after}`)
  t.equal(second.data.length, 2, 'hello_world is there from the start')
  t.equal(second.paging.next, undefined)
  t.match((await list('name=birthday_3')).data, [
    {
      id: /^\d{16}$/,
      status: 'APPROVED',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Hi {{1}}' }],
    },
  ])
  t.equal((await sandbox.graph('GET', '/1/message_templates')).status, 400)
})

test('what changes at a template is told, in its own webhook', async t => {
  const sandbox = await startSandbox(t)
  const put = (changes: object) => sandbox.call('POST', '/templates', { ...template, ...changes })
  await put({})
  await put({ status: 'PAUSED', reason: 'FIRST_PAUSE' })
  await put({ status: 'PAUSED', quality: 'RED', category: 'utility' })
  await put({ status: 'PAUSED', quality: 'RED', category: 'utility' })
  await until(() => sandbox.received.length === 4)
  const changes = sandbox.received.map(({ json }) => json.entry[0].changes[0])
  t.match(changes.find(({ value }) => value.event === 'APPROVED')?.value, {
    message_template_name: 'birthday',
    message_template_language: 'en-US',
    message_template_id: Number,
  })
  t.same(
    changes.map(({ field, value }) => [field, value.event ?? value.new_quality_score ?? value.new_category]).toSorted(),
    [
      ['message_template_quality_update', 'RED'],
      ['message_template_status_update', 'APPROVED'],
      ['message_template_status_update', 'PAUSED'],
      ['template_category_update', 'UTILITY'],
    ],
  )
})

test('only an approved template is sent, with a header of its kind and values for its buttons', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const code = async (parts: object) => (await sandbox.send(send(parts))).body.error?.code
  await sandbox.call('POST', '/templates', {
    ...template,
    header: { format: 'image' },
    buttons: ['Stop', { type: 'url', text: 'See', url: 'https://a.example/{{1}}' }],
  })
  const { body: uploaded } = await sandbox.upload(await sandbox.sample('woman-1-01'), 'image/jpeg')
  const header = { type: 'header', parameters: [{ type: 'image', image: { id: uploaded.id } }] }
  const button = { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'x' }] }
  t.equal(await code({ components: [header, body, button] }), undefined)
  t.equal(await code({ components: [body, button] }), 132012)
  t.equal(await code({ components: [header, body] }), 131008)
  t.equal(await code({ components: [header, button] }), 132000)
  const carousel = { type: 'carousel', cards: [{ card_index: 0, components: [header, button] }] }
  t.equal(await code({ components: [header, body, button, carousel] }), 132012, 'it has no cards')
  t.match((await sandbox.chat()).at(-1), {
    content: { text: 'Hi Noa', header: { type: 'image' }, buttons: [{ title: 'Stop' }, {}] },
  })
  for (const [status, expected] of [
    ['PAUSED', 132015],
    ['DISABLED', 132016],
    ['REJECTED', 132001],
  ] as const) {
    await sandbox.call('POST', '/templates', { ...template, status })
    t.equal(await code({ components: [body] }), expected, status)
  }
})

test('who wants no marketing gets none, and both are told', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.call('POST', '/templates', template)
  await sandbox.say({ type: 'text', text: 'hi' })
  const code = async () => (await sandbox.send(send({ components: [body] }))).body.error?.code
  t.equal((await sandbox.call('POST', `/phones/${phone}/preferences`, { value: 'stop' })).status, 201)
  t.equal(await code(), 131050)
  await sandbox.call('POST', `/phones/${phone}/preferences`, { value: 'resume' })
  t.equal(await code(), undefined)
  const told = () =>
    sandbox.received.map(({ json }) => json.entry[0].changes[0]).filter(({ field }) => field === 'user_preferences')
  await until(() => told().length === 2)
  t.match(told()[0].value, {
    metadata: { phone_number_id: numberId },
    user_preferences: [{ wa_id: phone, category: 'marketing_messages' }],
  })
})

test('a call is told, and opens the 24 hours', async t => {
  const sandbox = await startSandbox(t)
  t.match((await sandbox.call('POST', `/phones/${phone}/calls`)).body, { id: /^wacid\./ })
  await until(() => sandbox.received.length === 1)
  t.match(sandbox.received[0]?.json.entry[0].changes[0], {
    field: 'calls',
    value: { calls: [{ from: phone, event: 'connect' }] },
  })
  t.equal((await sandbox.send({ type: 'text', text: { body: 'hi' } })).status, 200)
})

test('the history of a message: its statuses, and whether we heard of them', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  await sandbox.fault({ match: { api: 'webhook', op: 'status.delivered' }, what: 'never_callback' })
  const { body: sent } = await sandbox.send({ type: 'text', text: { body: 'hi' } })
  const id = sent.messages[0].id
  const history = async () => {
    const answer = await sandbox.graph('GET', `/${numberId}/message_history?message_id=${encodeURIComponent(id)}`)
    return answer.body.data.map(
      ({ events }: { events: { data: { delivery_status: string; webhook_update_state: string }[] } }) => [
        events.data[0]?.delivery_status,
        events.data[0]?.webhook_update_state,
      ],
    )
  }
  await until(async () => (await history()).length === 3 && (await history())[1]?.[1] === 'DELIVERED')
  t.same(await history(), [
    ['ACCEPTED', 'NOT_APPLICABLE'],
    ['SENT', 'DELIVERED'],
    ['DELIVERED', 'PENDING'],
  ])
  t.same((await sandbox.graph('GET', `/${numberId}/message_history?message_id=x`)).body, { data: [] })
  t.match((await sandbox.graph('GET', `/${numberId}/message_history`)).body, { error: { code: 100 } })
})

test('forms and asking for a place', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const flow = (parameters: object) => ({
    type: 'interactive',
    interactive: { type: 'flow', body: { text: 'b' }, action: { name: 'flow', parameters } },
  })
  const right = {
    flow_message_version: '3',
    flow_id: '7',
    flow_token: 'tok',
    flow_cta: 'Open',
    flow_action: 'data_exchange',
  }
  t.equal((await sandbox.send(flow(right))).status, 200)
  t.match((await sandbox.send(flow({ ...right, flow_name: 'x' }))).body, { error: { code: 131009 } })
  t.match((await sandbox.send(flow({ ...right, flow_action: 'navigate' }))).body, { error: { code: 131008 } })
  await sandbox.say({ type: 'button', title: 'Open' })
  await until(() => sandbox.items('messages').length === 2)
  t.match(sandbox.items('messages')[1]?.interactive, {
    type: 'nfm_reply',
    nfm_reply: { response_json: '{"flow_token":"tok"}' },
  })
  const place = (name: string) => ({
    type: 'interactive',
    interactive: { type: 'location_request_message', body: { text: 'where?' }, action: { name } },
  })
  t.equal((await sandbox.send(place('send_location'))).status, 200)
  t.match((await sandbox.send(place('x'))).body, { error: { code: 131009 } })
})
