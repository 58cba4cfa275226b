import { connect, type Database } from '@astria-bot/store'
import { eventually } from '@astria-bot/testing'
import { type Test, test } from 'tap'
import { countBy, readRecord } from './story/judge.ts'
import { type System, startSystem } from './system/start-system.ts'

const phoneOf = (n: number) => `97250${String(3_000_000 + n)}`

interface Row {
  state: string
  reason: string | null
  resent: boolean
  wamid: string | null
}

/** A gateway, the message app and a sandbox, and what a test does with them. */
async function start(t: Test, env: Record<string, string>) {
  const system = await startSystem({ only: ['gateway', 'message'], env, sandboxEnv: { STATUS_DELAY_MS: '300' } })
  const db = connect({ url: system.databaseUrl, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await system.stop()
  })
  const post = async (path: string, body: object) => {
    const answer = await fetch(system.sandbox.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  }
  return {
    system,
    db,
    post,
    say: (n: number, text = 'hi') => post(`/phones/${phoneOf(n)}/messages`, { type: 'text', text }),
    strike: (match: object, what: string, more: object = {}) => post('/faults', { match, what, ...more }),
    noStatusesFor: (n: number) =>
      post('/faults', { match: { api: 'webhook', op: 'status', contact: phoneOf(n) }, what: 'never_callback' }),
    /** Our first message to somebody. */
    first: (n: number) => firstMessage(db, phoneOf(n)),
  }
}

async function firstMessage(db: Database, phone: string): Promise<Row | undefined> {
  const { rows } = await db.pool.query<Row>(
    `select m.state, m.reason, m.resent, m.wamid from messaging.messages m
    join messaging.contacts c on c.id = m.contact_id
    where c.phone = $1 and m.direction = 'out' order by m.seq limit 1`,
    [phone],
  )
  return rows[0]
}

async function timesSent({ sandbox }: System, kind: string): Promise<ReadonlyMap<string, number>> {
  const sends = await readRecord(sandbox.url, kind)
  return countBy(
    sends.filter(({ outcome }) => outcome === 'accepted'),
    ({ phone }) => String(phone).replace('+', ''),
  )
}

test('Twilio: an answer that was lost is found among what was sent, without any status', async t => {
  const env = {
    WHATSAPP_PROVIDER: 'twilio',
    UNKNOWN_WAIT_MS: '5000',
    TWILIO_POLL_MS: '1000',
    TWILIO_POLL_AFTER_MS: '1000',
  }
  const place = await start(t, env)
  const { system, say, strike, noStatusesFor, first } = place
  const sending = (n: number) => ({ api: 'twilio', op: 'messages', contact: phoneOf(n) })
  for (const n of [1, 2, 3]) await noStatusesFor(n)

  await strike(sending(1), 'done_then_drop', { times: 1 })
  await say(1)
  await eventually(async () => (await first(1))?.state === 'unknown', { timeoutMs: 15_000 })
  await eventually(async () => ['sent', 'delivered'].includes((await first(1))?.state ?? ''), { timeoutMs: 4_500 })
  t.match(await first(1), { wamid: /^SM/, resent: false }, 'long before it would have been sent once more')

  // Until it is time to send once more Twilio says nothing either.
  await strike({ api: 'twilio', op: 'list' }, 'status', { status: 503 })
  await strike(sending(2), 'done_then_drop', { times: 1 })
  await strike(sending(3), 'drop_before', { times: 1 })
  await Promise.all([say(2), say(3)])
  await eventually(async () => (await first(2))?.reason === 'refused_for_now', { timeoutMs: 25_000 })
  await fetch(`${system.sandbox.url}/faults`, { method: 'DELETE' })
  for (const n of [2, 3]) await noStatusesFor(n)
  await eventually(async () => (await first(2))?.wamid != null && (await first(3))?.wamid != null, {
    timeoutMs: 30_000,
  })
  const sent = await timesSent(system, 'twilio.send')
  t.same(
    [1, 2, 3].map(n => sent.get(phoneOf(n))),
    [1, 1, 1],
    'each was taken once',
  )
  const metrics = await (await fetch(`${system.process('message').url}/metrics`)).text()
  t.match(metrics, /message_resent_total(\{[^}]*\})? 1\n/, 'only the one that never arrived was sent once more')
  await t.test('what is written while nobody listens is found in the list, and applied once', t => whileDeaf(t, place))
})

/** Twilio posts a webhook twice at most: then only its list of messages knows what was said. */
async function whileDeaf(t: Test, { system, db, say, post }: Awaited<ReturnType<typeof start>>) {
  const lost = async () =>
    (await readRecord(system.sandbox.url, 'webhook.lost')).filter(({ phone }) => phone === phoneOf(4)).length
  await system.process('gateway').kill('SIGKILL')
  await say(4, 'first')
  await post(`/phones/${phoneOf(4)}/messages`, { type: 'pictures', samples: ['woman-1-01'] })
  await say(4, 'last')
  await eventually(async () => (await lost()) === 3, { timeoutMs: 15_000 })
  await system.killAndRestart('gateway')
  const heard = async () => {
    const { rows } = await db.pool.query<{ body: string | null; type: string; url: string | null }>(
      `select m.type, m.content ->> 'body' as body, m.content ->> 'url' as url from messaging.messages m
      join messaging.contacts c on c.id = m.contact_id where c.phone = $1 and m.direction = 'in' order by m.seq`,
      [phoneOf(4)],
    )
    return rows
  }
  await eventually(async () => (await heard()).length === 3, { timeoutMs: 30_000 })
  t.match(await heard(), [{ body: 'first' }, { type: 'image', url: /\/Media\/\d+$/ }, { body: 'last' }])
  await say(4, 'now it listens')
  const metrics = async () => await (await fetch(`${system.process('message').url}/metrics`)).text()
  const before = await db.pool.query('select received_until as at from messaging.channels')
  await eventually(
    async () =>
      (await db.pool.query('select received_until as at from messaging.channels')).rows[0].at >
      new Date(before.rows[0].at.getTime() + 5000),
    { timeoutMs: 30_000 },
  )
  t.same((await heard()).length, 4, 'and nothing twice, however often the list is read')
  t.match(await metrics(), /message_lost_webhooks_total(\{[^}]*\})? 3\n/, 'what came by itself is not published again')
}

test('Twilio: where it makes no buttons, their words have numbers, and a number is an answer', async t => {
  const { system, db, say, strike } = await start(t, { WHATSAPP_PROVIDER: 'twilio' })
  await strike({ api: 'twilio', op: 'content' }, 'error_code', { code: 20403 })
  const heard = async () => {
    const chat = await (await fetch(`${system.sandbox.url}/phones/${phoneOf(1)}`)).json()
    const { messages } = chat as { messages: { from: string; content: { type: string; text: string } }[] }
    return messages.filter(({ from }) => from === 'business').map(({ content }) => content)
  }
  await say(1)
  await eventually(async () => (await heard()).length === 1, { timeoutMs: 15_000 })
  const [greeting] = await heard()
  t.match(greeting, { type: 'text', text: /1\. .+\n2\. / })
  const { rows } = await db.pool.query(`select content from messaging.messages where direction = 'out' order by seq`)
  const first = rows[0].content.sections[0].rows[0].id
  t.equal(first, 'begin')
  await say(1, '1')
  await eventually(async () => (await heard()).length > 1, { timeoutMs: 15_000 })
  const { rows: steps } = await db.pool.query(`select data ->> 'step' as step from messaging.conversations`)
  t.same(steps, [{ step: 'collecting' }], 'the first option: begin')
  t.equal(
    Number(
      (await db.pool.query(`select count(*) as n from messaging.messages where type = 'text' and direction = 'in'`))
        .rows[0].n,
    ),
    2,
    'what was written is kept as it was',
  )

  await strike({ api: 'twilio', op: 'messages', contact: phoneOf(1) }, 'done_then_delay', { ms: 2500, times: 1 })
  await say(1, 'menu')
  const menu = async () =>
    (
      await db.pool.query(
        `select state, numbered from messaging.messages where type = 'list' order by seq desc limit 1`,
      )
    ).rows[0]
  await eventually(async () => (await heard()).length > 2 && (await menu()).state === 'delivered', {
    timeoutMs: 30_000,
  })
  await eventually(async () => (await menu()).numbered, { timeoutMs: 30_000 })
  await sendTemplates(t, system, db)
})

/** A template of Twilio's leaves by its name and by its ContentSid, and not with a variable left open. */
async function sendTemplates(t: Test, { sandbox, process, env }: System, db: Database): Promise<void> {
  const { TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '', API_KEYS = '' } = env
  await fetch(`${sandbox.url}/faults`, { method: 'DELETE' })
  const ask = async (url: string, authorization: string, body: object) => {
    const headers = { authorization, 'content-type': 'application/json' }
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const basic = `Basic ${Buffer.from(`${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`).toString('base64')}`
  const { sid } = (await ask(`${sandbox.url}/twilio/v1/Content`, basic, {
    friendly_name: 'birthday',
    language: 'en',
    types: { 'twilio/text': { body: 'Happy birthday, {{1}}: {{2}}!' } },
    approved: true,
  })) as { sid: string }
  await db.pool.query('update messaging.channels set templates_due_at = now()')
  await eventually(async () => (await db.pool.query('select from messaging.templates')).rowCount === 1)

  const send = async (name: string, ...body: string[]) => {
    const content = { type: 'template', name, language: 'en', body: body.map(text => ({ text })) }
    const api = `${process('message').url}/api/messages/send`
    const answer = await ask(api, `Bearer ${API_KEYS.split(':').at(-1)}`, { phone: phoneOf(1), content })
    return (answer as { messageId: string }).messageId
  }
  const ids = [await send('birthday', 'Noa', 'a cake'), await send(sid, 'Dan', 'tea'), await send('birthday', 'Noa')]
  const ends = async () => {
    const { rows } = await db.pool.query(
      `select state, reason from unnest($1::uuid[]) with ordinality as asked (id, place)
      left join messaging.messages using (id) order by place`,
      [ids],
    )
    return rows.map(({ state, reason }) => reason ?? state)
  }
  await eventually(async () => (await ends()).every(end => ['sent', 'delivered', 'template_missing:2'].includes(end)), {
    timeoutMs: 30_000,
  })
  t.equal((await ends()).at(-1), 'template_missing:2')
  const said = (await readRecord(sandbox.url, 'twilio.send')).filter(one => ids.includes(String(one.tag)))
  t.same(
    said.map(({ body }) => {
      const { ContentSid, ContentVariables } = body as Record<string, string>
      return [ContentSid, ContentVariables]
    }),
    [
      [sid, '{"1":"Noa","2":"a cake"}'],
      [sid, '{"1":"Dan","2":"tea"}'],
    ],
  )
}

test('Cloud API: what became of a message whose statuses were lost is asked for, until there is an answer', async t => {
  const { system, say, strike, noStatusesFor, first } = await start(t, { SILENT_MS: '500' })
  await noStatusesFor(1)
  await strike({ api: 'whatsapp', op: 'history' }, 'status', { status: 503, times: 4 })
  await say(1)
  await eventually(async () => (await first(1))?.state === 'delivered', { timeoutMs: 25_000 })
  const asked = await readRecord(system.sandbox.url, 'whatsapp.history')
  t.ok(asked.length > 0)
  t.equal((await timesSent(system, 'whatsapp.send')).get(phoneOf(1)), 1)
})
