import { messageSettled } from '@astria-bot/contracts'
import { test } from 'tap'
import { API_KEYS, ask, readAll } from './support/api.ts'
import { accept, to } from './support/delivery.ts'
import { person, said, status } from './support/events.ts'
import { eventually, found } from './support/eventually.ts'
import { openStudio } from './support/studio.ts'
import { listen } from './support/told.ts'

const nobody = '01a00000-0000-7000-8000-000000000001'
const text = (body: string) => ({ type: 'text', body })

test('messages and conversations over the API', async t => {
  const studio = await openStudio({ API_KEYS })
  t.teardown(() => studio.close())
  const app = await studio.start()
  const noa = person(1)
  await studio.publish(said(noa, 'hi', { wamid: 'wamid.hi' }))
  await eventually(() => to(studio, 1).length === 1)
  const contactId: string = (await ask(app, 'GET /api/contacts')).body.items[0].contactId
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    ask(app, 'POST /api/messages/send', { role: 'agent', body, headers })

  await t.test('an operator answers, and it is kept who did', async t => {
    const sent = await send({ contactId, content: text('Hello Noa') })
    t.match(sent, {
      status: 201,
      body: { contactId, direction: 'out', type: 'text', requester: { kind: 'operator', name: 'the-agent' } },
    })
    await eventually(() => to(studio, 1).at(-1)?.text === 'Hello Noa')
    t.equal(to(studio, 1).at(-1)!.id, sent.body.messageId)
    t.equal(sent.body.pricing, null)
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' }
    await studio.publish(status('delivered', { ...to(studio, 1).at(-1)!, pricing }))
    const path = `GET /api/messages/${sent.body.messageId}`
    const read = async () => (await ask(app, path, { role: 'viewer' })).body
    await eventually(async () => (await read()).status === 'delivered')
    await studio.publish(status('read', to(studio, 1).at(-1)!))
    await eventually(async () => (await read()).status === 'read')
    t.same((await read()).pricing, { billable: true, model: 'PMP', type: 'regular', category: 'marketing' })
    const byPhone = await send({ phone: `+${noa.phone}`, content: text('By number') })
    t.match(byPhone, { status: 201, body: { contactId } })
  })

  await t.test('the same key is the same message, however many ask at once', async t => {
    const headers = { 'idempotency-key': 'order 7: thanks' }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send({ contactId, content: text('Thanks') }, headers)),
    )
    t.same(answers.map(answer => answer.status).sort(), [200, 200, 200, 200, 200, 200, 200, 201])
    t.equal(new Set(answers.map(({ body }) => body.messageId)).size, 1)
    await eventually(() => to(studio, 1).at(-1)?.text === 'Thanks')
    t.equal((await send({ contactId, content: text('Thanks') }, headers)).status, 200, 'also when it was sent')
    t.match(await send({ contactId, content: text('Other') }, headers), {
      status: 409,
      body: { code: 'key_used_for_another' },
    })
    const admin = await ask(app, 'POST /api/messages/send', { body: { contactId, content: text('Mine') }, headers })
    t.equal(admin.status, 201, 'keys of one person are not those of another')
    await eventually(() => to(studio, 1).at(-1)?.text === 'Mine')
    t.equal(to(studio, 1).filter(message => message.text === 'Thanks').length, 1)
  })

  await t.test('values that the database cannot take are the caller’s mistake', async t => {
    const lists = {
      templates: ['name', 'status', 'language'],
      contacts: ['tag', 'state'],
      conversations: ['tag', 'state'],
      messages: ['status', 'type', 'channel'],
    }
    for (const [list, fields] of Object.entries(lists))
      for (const field of fields)
        t.equal((await ask(app, `GET /api/${list}?${field}=%00`)).status, 400, `${list} ${field}`)
    const year0 = '0000-01-01T00:00:00Z'
    for (const field of ['since', 'until'])
      t.equal((await ask(app, `GET /api/messages?${field}=${year0}`)).status, 400, field)
    t.equal((await send({ contactId, content: text('x'), expiresAt: year0 })).status, 400)
    const cursor = Buffer.from(`2026-99-99T00:00:00Z|${nobody}`).toString('base64url')
    t.equal((await ask(app, `GET /api/conversations?cursor=${cursor}`)).status, 400)
  })

  await t.test('somebody who has never written is reached by a template alone', async t => {
    const phone = '972501234567'
    t.match(await send({ phone, content: text('hi') }), { status: 422, body: { code: 'template_needed' } })
    t.equal(await studio.count(`messaging.contacts where phone = '${phone}'`), 0)
    const template = { type: 'template', name: 'hello_world', language: 'en_US' }
    const both = await Promise.all([1, 2, 3].map(() => send({ phone, content: text('hi'), template })))
    t.same(
      both.map(answer => answer.status),
      [201, 201, 201],
    )
    t.equal(new Set(both.map(({ body }) => body.contactId)).size, 1, 'one contact')
    t.match(both[0]!.body.template, template)
  })

  await t.test('what is wrong with it is said', async t => {
    t.match(await send({ contactId: nobody, content: text('x') }), { status: 404, body: { code: 'contact_unknown' } })
    t.match(await send({ contactId, content: text('x'.repeat(4097)) }), {
      status: 422,
      body: { code: 'whatsapp_would_refuse', errors: [{ path: '/content/body' }] },
    })
    const wrong = [
      {},
      { contactId, content: { type: 'telegram' } },
      { content: text('x') },
      { contactId, phone: '972501234567', content: text('x') },
      { contactId, content: text('x'), colour: 'red' },
      { contactId, content: text('x'), expiresAt: 'tomorrow' },
    ]
    for (const body of wrong) t.equal((await send(body)).status, 400, JSON.stringify(body))
    const file = (fileKey: string) => ({ type: 'image', file: { fileKey, mimeType: 'image/jpeg' } })
    await studio.files.put('portraits/c/o/1.jpg', Buffer.from('a face'), 'image/jpeg')
    for (const key of ['operator/none.jpg', 'portraits/c/o/1.jpg', 'operator/../portraits/c/o/1.jpg', '/etc/passwd'])
      t.match(await send({ contactId, content: file(key) }), { status: 422, body: { code: 'file_unknown' } }, key)
    await studio.db.pool.query('update messaging.contacts set opted_out = true where id = $1', [contactId])
    t.match(await send({ contactId, content: text('news') }), { status: 409, body: { code: 'opted_out' } })
    t.equal((await send({ contactId, content: text('Your receipt'), essential: true })).status, 201)
    await eventually(() => to(studio, 1).at(-1)?.text === 'Your receipt')
    await studio.db.pool.query('update messaging.contacts set opted_out = false where id = $1', [contactId])
  })

  await t.test('a file is uploaded, then sent', async t => {
    const upload = (type: string, bytes: Buffer, role: 'agent' | 'viewer' = 'agent') =>
      ask(app, 'POST /api/media?filename=price%20list.pdf', { role, body: bytes, headers: { 'content-type': type } })
    const kept = await upload('application/pdf', Buffer.from('%PDF-1.7'))
    t.match(kept, { status: 201, body: { mimeType: 'application/pdf', filename: 'price list.pdf' } })
    t.equal((await studio.files.get(kept.body.fileKey)).bytes.toString(), '%PDF-1.7')
    t.equal((await send({ contactId, content: { type: 'document', file: kept.body } })).status, 201)
    await eventually(() => to(studio, 1).at(-1)?.type === 'document')
    const other = (await ask(app, 'GET /api/contacts?phone=972501234567')).body.items[0].contactId
    const privately = (id: string) =>
      ask(app, `POST /api/media?contactId=${id}`, {
        body: Buffer.from('%PDF'),
        headers: { 'content-type': 'application/pdf' },
      })
    const theirs = (await privately(other)).body
    t.match(await send({ contactId, content: { type: 'document', file: theirs } }), {
      status: 422,
      body: { code: 'file_unknown' },
    })
    t.equal((await privately(nobody)).status, 404)
    t.equal((await upload('application/x-msdownload', Buffer.from('MZ'))).status, 415)
    t.equal((await upload('image/png', Buffer.alloc(17 * 1024 * 1024))).status, 413)
  })

  await t.test('what has not left yet can be cancelled, and what was read is marked', async t => {
    const settled = await listen(studio, messageSettled)
    t.teardown(() => settled.stop())
    const put = (id: string, state: string) =>
      ask(app, `PUT /api/messages/${id}/status`, { role: 'agent', body: { status: state } })
    studio.graph.answer = () => ({ kind: 'delay', ms: 1000 })
    const [first, second] = [
      (await send({ contactId, content: text('on its way') })).body.messageId,
      (await send({ contactId, content: text('a mistake') })).body.messageId,
    ]
    await eventually(() => studio.graph.asked.at(-1)?.id === first)
    t.match(await put(second, 'cancelled'), { status: 200, body: { status: 'dropped', reason: 'cancelled' } })
    t.equal((await put(second, 'cancelled')).status, 200, 'said again, it is still so')
    t.match(await put(first, 'cancelled'), { status: 409, body: { code: 'too_late' } })
    const told = await found(() => settled.heard.find(({ data }) => data.outboundId === second))
    t.match(told.data, { state: 'dropped', reason: 'cancelled' })
    studio.graph.answer = () => accept
    await send({ contactId, content: text('the next one') })
    await eventually(() => to(studio, 1).at(-1)?.text === 'the next one')
    t.notOk(to(studio, 1).some(message => message.text === 'a mistake'))

    const { items } = (await ask(app, `GET /api/messages?direction=in&contactId=${contactId}`)).body
    const reads = studio.graph.read.filter(wamid => wamid === 'wamid.hi').length
    t.match(await put(items[0].messageId, 'read'), { status: 200, body: { status: 'read', readAt: String } })
    await eventually(() => studio.graph.read.filter(wamid => wamid === 'wamid.hi').length === reads + 1)
    t.equal((await put(items[0].messageId, 'read')).status, 200)
    t.match(await put(first, 'read'), { status: 409, body: { code: 'ours' } })
    t.match(await put(items[0].messageId, 'cancelled'), { status: 409, body: { code: 'not_ours' } })
    t.equal((await put(nobody, 'read')).status, 404)
    t.equal((await put(first, 'delivered')).status, 400)
  })

  await t.test('messages and conversations are read page by page, while more come in', async t => {
    await studio.publish(...[2, 3, 4, 5].map(n => said(person(n), 'hi')))
    for (const n of [2, 3, 4, 5]) await eventually(() => to(studio, n).length === 1)
    const before = await readAll(app, '/api/messages', 200)
    const first = (await ask(app, 'GET /api/messages?limit=5')).body
    await studio.publish(said(person(2), 'menu'))
    await eventually(() => to(studio, 2).length === 2)
    const second = (await ask(app, `GET /api/messages?limit=5&cursor=${first.next}`)).body
    const ids = (list: { messageId: string }[]) => list.map(({ messageId }) => messageId)
    t.same(ids([...first.items, ...second.items]), ids(before).slice(0, 10))
    t.same((await readAll(app, '/api/messages', 3)).length, before.length + 2)
    const inbound = await readAll(app, '/api/messages?direction=in&type=text', 2)
    t.ok(inbound.length === 6 && inbound.every(message => message.direction === 'in'))
    t.equal((await readAll(app, '/api/messages?status=dropped', 2)).length, 1)
    t.equal((await readAll(app, `/api/messages?since=${new Date(Date.now() + 60_000).toISOString()}`, 2)).length, 0)

    const talks = await readAll(app, '/api/conversations', 2)
    t.equal(talks.length, 6)
    t.equal(talks[0].phone, person(2).phone, 'who wrote last comes first')
    t.match(talks[0], { state: 'NEW', lastMessage: { direction: 'out' }, unread: 0, alerts: 0 })
    t.equal(new Set(talks.map(({ contactId: id }) => id)).size, 6)
    const talk = await ask(app, `GET /api/conversations/${talks[0].contactId}?limit=3`, { role: 'viewer' })
    t.equal(talk.status, 200)
    t.equal(talk.body.messages.items.length, 3)
    const rest = await ask(app, `GET /api/conversations/${talks[0].contactId}?cursor=${talk.body.messages.next}`)
    t.equal(rest.body.messages.items.length, 1)
    for (const request of [
      'messages?cursor=-1',
      'messages?direction=up',
      'conversations?cursor=AAAA',
      'conversations/x',
    ])
      t.equal((await ask(app, `GET /api/${request}`)).status, 400, request)
    t.equal((await ask(app, `GET /api/conversations/${nobody}`)).status, 404)
    t.equal((await ask(app, `GET /api/messages/${nobody}`)).status, 404)
  })

  await t.test('one key for two people at the same moment is one message', async t => {
    const other = (await ask(app, 'POST /api/contacts', { body: { phone: '972507654321' } })).body.contactId
    for (let round = 0; round < 8; round += 1) {
      const headers = { 'idempotency-key': `round ${round}` }
      const answers = await Promise.all(
        [contactId, other, contactId, other].map(id =>
          send({ contactId: id, content: text('For one'), essential: true }, headers),
        ),
      )
      t.same(answers.map(answer => answer.status).sort(), [200, 201, 409, 409])
    }
  })

  t.match(
    Object.keys((await app.server.inject('/docs/json')).json().paths)
      .sort()
      .join(' '),
    /api\/conversations\/\{id\}\/take-over/,
  )
})
