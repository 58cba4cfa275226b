import { randomUUID } from 'node:crypto'
import { messageRequested } from '@astria-bot/contracts'
import { test } from 'tap'
import { API_KEYS, ask } from './support/api.ts'
import { accept, open, pause, refusal, states, to } from './support/delivery.ts'
import { person, said, status, told } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { openStudio } from './support/studio.ts'

const requester = { kind: 'automation', automationId: randomUUID(), executionId: randomUUID() } as const

test('several replicas together keep the rate of the number', async t => {
  const rate = 20
  const studio = await openStudio({ NUMBER_RATE: String(rate) })
  t.teardown(() => studio.close())
  await Promise.all([studio.start(), studio.start(), studio.start()])
  const people = Array.from({ length: 50 }, (_, n) => person(n))
  await studio.publish(...people.map(one => said(one, 'hi')))
  await eventually(() => studio.graph.sent.length === people.length)
  const times = studio.graph.asked.map(({ at }) => at).sort((a, b) => a - b)
  const most = Math.max(...times.map(from => times.filter(at => at >= from && at < from + 1000).length))
  // They travel at different speeds: a few may meet.
  t.ok(most <= rate * 1.3, `${most} in one second`)
})

test('the next message leaves when the one before was sent, in an album when it was delivered', async t => {
  const studio = await open(t, { SENT_WAIT_MS: '60000', ALBUM_WAIT_MS: '60000' })
  await studio.publish(said(person(1), 'hi'))
  await studio.publish(said(person(1), 'support'))
  await eventually(() => to(studio, 1).length === 1)
  await pause(700)
  t.equal(to(studio, 1).length, 1, 'nothing is known of the first')
  await studio.publish(status('sent', to(studio, 1)[0]!))
  await eventually(() => to(studio, 1).length === 2)
  await studio.publish(status('sent', to(studio, 1)[1]!))

  const { rows } = await studio.db.pool.query('select id from messaging.contacts')
  await studio.files.put('album.jpg', Buffer.from([0xff, 0xd8, 0xff]), 'image/jpeg')
  const album = async (cause: string) => {
    await studio.db.pool.query(
      `insert into messaging.messages (id, contact_id, channel, direction, type, content, state, cause_id, file_key)
      select gen_random_uuid(), $1, channel, 'out', 'image',
        '{"type":"image","file":{"fileKey":"album.jpg","mimeType":"image/jpeg"}}', 'queued', $2, 'album.jpg'
      from messaging.lanes, generate_series(1, 2)`,
      [rows[0].id, cause],
    )
    await eventually(async () => (await studio.count('messaging.lanes where held_by is null')) === 1)
    await studio.db.pool.query(
      `update messaging.lanes set due_at = now(), pushes = pushes + 1, tail_seq = (select max(seq) from messaging.messages)`,
    )
  }
  await album('one')
  await eventually(() => to(studio, 1).length === 3)
  await studio.publish(status('sent', to(studio, 1)[2]!))
  await pause(700)
  t.equal(to(studio, 1).length, 3, 'the second picture waits for the first to arrive')
  await studio.publish(status('delivered', to(studio, 1)[2]!))
  await eventually(() => to(studio, 1).length === 4)
  await studio.publish(status('delivered', to(studio, 1)[3]!))

  studio.graph.answer = () => ({ kind: 'delay', ms: 600 })
  await album('two')
  await eventually(() => to(studio, 1).length === 5)
  const early = to(studio, 1)[4]!
  await studio.publish(status('sent', early))
  await eventually(
    async () => (await studio.count(`messaging.messages where id = '${early.id}' and state = 'sent'`)) === 1,
  )
  await pause(1200)
  t.equal(to(studio, 1).length, 5, 'also where it was told to be sent before the answer came')
  t.equal(await studio.count(`messaging.messages where id = '${early.id}' and accepted_at is not null`), 1)
  await studio.publish(status('delivered', early))
  await eventually(() => to(studio, 1).length === 6)
})

test('a locked account is not knocked at; a person sets the number going', async t => {
  const studio = await openStudio({ API_KEYS })
  t.teardown(() => studio.close())
  const app = await studio.start()
  const quick = `+${person(1).phone}`
  studio.graph.answer = ({ to }) => (to === quick ? refusal(131031, 403) : { kind: 'delay', ms: 600 })
  await studio.db.pool.query('update messaging.channels set slowed = 1')
  await studio.publish(said(person(2), 'hi'))
  await eventually(() => studio.graph.asked.length === 1)
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await studio.count(`messaging.channels where state = 'stopped'`)) === 1)
  await eventually(async () => (await states(studio)).some(({ state }) => state === 'accepted'))
  t.equal(await studio.count('messaging.channels where slowed = 0'), 1, 'what was under way was not too fast')
  await pause(1200)
  t.equal(studio.graph.asked.length, 2, 'and says nothing of the account')
  t.equal(await studio.count(`messaging.alerts where reason = 'sender_stopped' and resolved_at is null`), 1)
  const { body } = await ask(app, 'GET /api/channels')
  t.match(body, [{ state: 'stopped', stopReason: 'account_locked', stopCode: 131031 }])
  studio.graph.answer = () => accept
  const resume = { method: 'POST', headers: { authorization: 'Bearer a-long-key-of-the-admin' } } as const
  t.equal((await app.server.inject({ ...resume, url: `/api/channels/${body[0].id}/resume` })).statusCode, 204)
  t.equal((await app.server.inject({ ...resume, url: '/api/channels/nobody/resume' })).statusCode, 404)
  await eventually(() => to(studio, 1).length === 1)
  t.equal(await studio.count(`messaging.alerts where reason = 'sender_stopped' and resolved_at is null`), 0)
})

test('another token sets a stopped number going', async t => {
  const studio = await openStudio()
  t.teardown(() => studio.close())
  const first = await studio.start()
  studio.graph.answer = () => refusal(131031, 403)
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await studio.count(`messaging.channels where state = 'stopped'`)) === 1)
  await first.stop()
  studio.graph.answer = () => accept
  const same = await studio.start()
  await pause(700)
  t.equal(studio.graph.sent.length, 0, 'the same token is still refused')
  await same.stop()
  await studio.start({ WHATSAPP_API_KEY: 'another-token' })
  await eventually(() => studio.graph.sent.length === 1)
})

test('outside the 24 hours the bound template is sent, if it can be', async t => {
  const studio = await open(t)
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await states(studio))[0]?.state === 'accepted')
  const { rows } = await studio.db.pool.query(
    `update messaging.contacts set window_expires_at = now() - interval '1 hour' returning id`,
  )
  const contactId = rows[0].id as string
  const request = (template?: { type: 'template'; name: string; language: string }) =>
    told(messageRequested, contactId, {
      requestId: randomUUID(),
      contactId,
      requester,
      content: { type: 'text', body: 'Happy birthday' },
      essential: false,
      ...(template ? { template } : {}),
    })
  await studio.publish(request({ type: 'template', name: 'birthday', language: 'en_US' }))
  await eventually(() => to(studio, 1).length === 2)
  t.match(to(studio, 1)[1], { type: 'template', body: { template: { name: 'birthday' } } })
  await studio.db.pool.query(`update messaging.channels set account = 'waba', templates_read_at = now()`)
  await studio.db.pool.query(
    `insert into messaging.templates (account, name, language, status, components) values ('waba', 'paused', 'en_US', 'PAUSED', '[]')`,
  )
  await studio.publish(request({ type: 'template', name: 'paused', language: 'en_US' }), request())
  await eventually(async () => (await states(studio)).filter(row => row.state === 'parked').length === 2)
  const parked = (await states(studio)).filter(row => row.state === 'parked')
  t.same(parked.map(({ reason }) => reason).sort(), ['template_paused', 'window_closed'])
  await studio.publish(said(person(1), 'support'))
  await eventually(() => to(studio, 1).length === 5)
  t.same(
    to(studio, 1)
      .slice(2, 4)
      .map(({ text }) => text),
    ['Happy birthday', 'Happy birthday'],
    'what waited is said as it was meant',
  )
})
