import { contactChanged, contactCreated, erasureRequested } from '@astria-bot/contracts'
import { test } from 'tap'
import { API_KEYS, ask, readAll } from './support/api.ts'
import { person, said } from './support/events.ts'
import { eventually, found } from './support/eventually.ts'
import { channel, openStudio } from './support/studio.ts'
import { listen } from './support/told.ts'

const nobody = '01a00000-0000-7000-8000-000000000001'

test('contacts over the API', async t => {
  const studio = await openStudio({ API_KEYS })
  t.teardown(() => studio.close())
  const app = await studio.start()
  const created = await listen(studio, contactCreated)
  t.teardown(() => created.stop())
  const changed = await listen(studio, contactChanged)
  t.teardown(() => changed.stop())
  let noa = ''

  await t.test('only with a key, and only what its role may', async t => {
    for (const request of [
      'GET /api/contacts',
      'POST /api/contacts',
      'DELETE /api/contacts/x',
      'POST /api/messages/send',
    ]) {
      const answer = await ask(app, request, { role: null })
      t.match(answer, { status: 401, type: /problem\+json/, body: { status: 401 } }, request)
      t.notMatch(JSON.stringify(answer.body), /items/)
    }
    const forbidden = [
      ['POST /api/contacts', 'viewer', 'needs_agent'],
      [`PATCH /api/contacts/${nobody}`, 'viewer', 'needs_agent'],
      [`DELETE /api/contacts/${nobody}`, 'agent', 'needs_admin'],
      ['POST /api/messages/send', 'viewer', 'needs_agent'],
      [`PUT /api/messages/${nobody}/status`, 'viewer', 'needs_agent'],
      [`POST /api/conversations/${nobody}/take-over`, 'viewer', 'needs_agent'],
      [`POST /api/conversations/${nobody}/hand-back`, 'viewer', 'needs_agent'],
      ['POST /api/media', 'viewer', 'needs_agent'],
    ] as const
    for (const [request, role, code] of forbidden)
      t.match(await ask(app, request, { role, body: {} }), { status: 403, body: { code } }, request)
    t.equal((await ask(app, 'GET /api/contacts', { role: 'viewer' })).status, 200)
  })

  await t.test('a contact is added once, however many try at once', async t => {
    const body = {
      phone: '+972 50-123 45 67',
      name: 'Noa',
      language: 'he',
      birthday: '1990-05-04',
      timeZone: 'Asia/Jerusalem',
      tags: ['vip'],
      attributes: { city: 'Haifa' },
    }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask(app, 'POST /api/contacts', { role: 'agent', body })),
    )
    t.same(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409])
    const added = answers.find(({ status }) => status === 201)!.body
    t.match(added, { ...body, phone: '972501234567', state: 'NEW', handedOver: null, lastInboundAt: null })
    noa = added.contactId
    const told = await found(() => created.of(noa)[0])
    t.match(told.data, { version: 1, language: 'he', tags: ['vip'], name: 'Noa', birthday: '1990-05-04' })

    await studio.publish(said({ ...person(1), phone: '972501234567' }, 'hi'))
    await eventually(() => studio.graph.sent.length === 1)
    t.match(studio.graph.sent[0]!.text, /[א-ת]/, 'greeted in the language that was written down')
    t.match((await ask(app, `GET /api/contacts/${noa}`)).body, { name: 'Noa', profileName: 'Person 1' })
    t.equal(created.heard.length, 1, 'and known already')
  })

  await t.test('what is wrong with it is said', async t => {
    const add = (body: unknown) => ask(app, 'POST /api/contacts', { body })
    for (const phone of ['', '12', 'call me', '0501234567', '+1234567890123456'])
      t.equal((await add({ phone })).status, 400, phone)
    t.match(await add({ phone: '972501111111', nickname: 'x' }), { status: 400 })
    t.match(await add({ phone: '972501111111', timeZone: 'Mars/X' }), { status: 422, body: { code: 'bad_time_zone' } })
    t.match(await add({ phone: '972501111111', birthday: '1990-02-30' }), {
      status: 422,
      body: { code: 'bad_birthday' },
    })
    const change = (body: unknown, id = noa) => ask(app, `PATCH /api/contacts/${id}`, { role: 'agent', body })
    t.equal((await change({ language: 'fr' })).status, 400)
    t.equal((await change({}, 'nonsense')).status, 400)
    t.equal((await change({}, nobody)).status, 404)
    t.equal((await ask(app, `GET /api/contacts/${nobody}`)).status, 404)
    t.equal((await change({ attributes: { a: 'x'.repeat(1025) } })).status, 400)
  })

  await t.test('what is written down changes, and what is absent stays', async t => {
    const change = (body: unknown) => ask(app, `PATCH /api/contacts/${noa}`, { role: 'agent', body })
    t.match(await change({ addTags: ['friend'], attributes: { visits: 2, city: null }, name: null }), {
      status: 200,
      body: { name: 'Person 1', tags: ['vip', 'friend'], attributes: { visits: 2 }, language: 'he' },
    })
    const text = { name: 'a\u0000b\ud800', attributes: { note: '\u0000' } }
    t.match(await change(text), { status: 200, body: { name: /^ab/, attributes: { note: '' } } })
    const both = await Promise.all(['a', 'b', 'c', 'd'].map(tag => change({ addTags: [tag] })))
    t.ok(both.every(({ status }) => status === 200))
    const { body } = await ask(app, `GET /api/contacts/${noa}`)
    t.same(body.tags.toSorted(), ['a', 'b', 'c', 'd', 'friend', 'vip'], 'nobody overwrites what another one wrote')
    t.match(await change({ language: 'en' }), { body: { language: 'en' } })
    await studio.publish(said({ ...person(1), phone: '972501234567' }, 'support'))
    await eventually(() => studio.graph.sent.length === 2)
    t.notMatch(studio.graph.sent[1]!.text, /[א-ת]/, 'the bot speaks it from now on')
  })

  await t.test('an operator writes down who wants no messages, and who wants them again', async t => {
    const choose = (optedOut: unknown, role = 'agent') =>
      ask(app, `PATCH /api/contacts/${noa}`, { role: role as 'agent', body: { optedOut } })
    t.match(await ask(app, `GET /api/contacts/${noa}`), { body: { optedOut: false, optedOutChoice: null } })
    t.equal((await choose('yes')).status, 400)
    t.equal((await choose(true, 'viewer')).status, 403)
    const both = await Promise.all([choose(true), choose(true)])
    const off = { optedOut: true, optedOutChoice: { source: 'operator', by: 'agent', at: String } }
    t.match(both, [
      { status: 200, body: off },
      { status: 200, body: off },
    ])
    await found(() => changed.of(noa).find(({ data }) => data.optedOut))
    t.match(
      await ask(app, 'POST /api/messages/send', {
        role: 'agent',
        body: { contactId: noa, content: { type: 'text', body: 'news' } },
      }),
      {
        status: 409,
        body: { code: 'opted_out' },
      },
    )
    const said1 = studio.graph.sent.length
    await studio.publish(said({ ...person(1), phone: '972501234567' }, 'hello?'))
    await studio.publish(said({ ...person(1), phone: '972501234567' }, 'start'))
    await eventually(() => studio.graph.sent.length > said1)
    t.match(studio.graph.sent[said1]!.text, /Good to have you back/, 'nothing was said to "hello?"')
    t.match((await ask(app, `GET /api/contacts/${noa}`)).body, {
      optedOut: false,
      optedOutChoice: { source: 'keyword', by: null },
    })
    await choose(true)
    t.match(await choose(false), { body: { optedOut: false, optedOutChoice: { source: 'operator' } } })
    const history = await studio.db.pool.query('select opted_out, source from messaging.opt_outs order by id')
    t.same(history.rows, [
      { opted_out: true, source: 'operator' },
      { opted_out: false, source: 'keyword' },
      { opted_out: true, source: 'operator' },
      { opted_out: false, source: 'operator' },
    ])
  })

  await t.test('who was stopped before the first word is back with one "start"', async t => {
    const phone = '972501239999'
    const { contactId } = (await ask(app, 'POST /api/contacts', { role: 'agent', body: { phone } })).body
    await ask(app, `PATCH /api/contacts/${contactId}`, { role: 'agent', body: { optedOut: true } })
    await studio.publish(said({ phone }, 'start'))
    await eventually(() =>
      studio.graph.sent.some(({ to, text }) => to === `+${phone}` && /Good to have you back/.test(text)),
    )
    t.match((await ask(app, `GET /api/contacts/${contactId}`)).body, { optedOut: false })
  })

  await t.test('lists are stable while others are added', async t => {
    for (let n = 0; n < 7; n += 1)
      await ask(app, 'POST /api/contacts', { body: { phone: `9725011111${10 + n}`, tags: ['list'] } })
    const before = await readAll(app, '/api/contacts?tag=list', 100)
    const first = (await ask(app, 'GET /api/contacts?tag=list&limit=3')).body
    await ask(app, 'POST /api/contacts', { body: { phone: '972501111199', tags: ['list'] } })
    const second = (await ask(app, `GET /api/contacts?tag=list&limit=3&cursor=${first.next}`)).body
    const ids = (list: { contactId: string }[]) => list.map(({ contactId }) => contactId)
    t.same(ids([...first.items, ...second.items]), ids(before).slice(0, 6))
    t.equal((await readAll(app, '/api/contacts?tag=list', 3)).length, 8)
    t.match((await ask(app, 'GET /api/contacts?phone=%2B972501234567')).body, {
      items: [{ contactId: noa }],
      next: null,
    })
    t.equal((await readAll(app, '/api/contacts?optedOut=true', 3)).length, 0)
    for (const list of ['contacts', 'conversations']) {
      t.equal((await readAll(app, `/api/${list}?tag=list&channel=${channel}`, 3)).length, 8, list)
      t.equal((await readAll(app, `/api/${list}?channel=elsewhere`, 3)).length, 0, list)
    }
    for (const query of ['limit=0', 'limit=201', 'cursor=x', 'optedOut=perhaps', 'colour=red'])
      t.equal((await ask(app, `GET /api/contacts?${query}`)).status, 400, query)
  })

  await t.test('an administrator deletes everything about a contact', async t => {
    const requested = await listen(studio, erasureRequested)
    t.teardown(() => requested.stop())
    const kept = await ask(app, `POST /api/media?contactId=${noa}`, {
      body: Buffer.from('%PDF'),
      headers: { 'content-type': 'application/pdf' },
    })
    t.equal(await studio.files.has(kept.body.fileKey), true)
    t.match(await ask(app, `DELETE /api/contacts/${noa}`), { status: 202, body: { contactId: noa } })
    for (const request of [`GET /api/contacts/${noa}`, `DELETE /api/contacts/${noa}`, `GET /api/conversations/${noa}`])
      t.equal((await ask(app, request)).status, 404, request)
    await eventually(() => requested.of(noa).length === 1)
    await eventually(async () => (await studio.count('messaging.contacts where erased_at is not null')) === 1)
    const { rows } = await studio.db.pool.query('select contacts::text as row from messaging.contacts where id = $1', [
      noa,
    ])
    t.equal(await studio.files.has(kept.body.fileKey), false, 'also the files that were uploaded for them')
    t.notMatch(rows[0].row, /Noa|Person|972501234567|vip|visits|Jerusalem|1990/)
  })
})
