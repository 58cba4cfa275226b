import { contactChanged, pictureInspected, portraitsReady } from '@astria-bot/contracts'
import { test } from 'tap'
import { API_KEYS, ask } from './support/api.ts'
import { pause, to } from './support/delivery.ts'
import { button, person, picture, said, told } from './support/events.ts'
import { eventually, found } from './support/eventually.ts'
import { openStudio } from './support/studio.ts'
import { listen } from './support/told.ts'

test('a person takes over a conversation', async t => {
  const studio = await openStudio({ API_KEYS, HAND_OVER_MS: '2500' })
  t.teardown(() => studio.close())
  const app = await studio.start()
  const changed = await listen(studio, contactChanged)
  t.teardown(() => changed.stop())
  const meet = async (n: number): Promise<string> => {
    await studio.publish(said(person(n), 'hi'))
    await eventually(() => to(studio, n).length === 1)
    return (await ask(app, `GET /api/contacts?phone=${person(n).phone}`)).body.items[0].contactId
  }
  const act = (id: string, what: string, body?: unknown) =>
    ask(app, `POST /api/conversations/${id}/${what}`, { role: 'agent', body })
  const inbound = (n: number) =>
    eventually(async () => (await studio.count(`messaging.messages where direction = 'in'`)) === n)
  const hour = () => new Date(Date.now() + 3_600_000).toISOString()

  await t.test('the bot is silent, and everything is kept', async t => {
    const id = await meet(1)
    const until = hour()
    t.match(await act(id, 'take-over', { reason: 'a complaint', until }), {
      status: 200,
      body: { handedOver: { by: 'the-agent', reason: 'a complaint', until } },
    })
    await eventually(() => changed.of(id).at(-1)?.data.handedOver === true)
    await studio.publish(said(person(1), 'where is my order?'), said(person(1), picture(1)))
    await inbound(3)
    await pause(400)
    t.equal(to(studio, 1).length, 1)
    const talks = (await ask(app, 'GET /api/conversations?handedOver=true')).body.items
    t.match(talks, [{ contactId: id, unread: 2 }])
    t.equal((await ask(app, 'GET /api/conversations?handedOver=false')).body.items.length, 0)
    await ask(app, 'POST /api/messages/send', { body: { contactId: id, content: { type: 'text', body: 'It is me' } } })
    await eventually(() => to(studio, 1).at(-1)?.text === 'It is me')
    t.match((await ask(app, `GET /api/contacts/${id}`)).body, { handedOver: { until } })
  })

  await t.test('what they paid for is delivered all the same', async t => {
    const id = (await ask(app, 'GET /api/conversations?handedOver=true')).body.items[0].contactId
    const before = to(studio, 1).length
    await studio.files.put('portraits/1.jpg', Buffer.from('x'), 'image/jpeg')
    const portraits = [
      {
        portraitId: '01a00000-0000-7000-8000-0000000000aa',
        file: { fileKey: 'portraits/1.jpg', mimeType: 'image/jpeg' },
      },
    ]
    const ready = {
      orderId: '01a00000-0000-7000-8000-000000000009',
      contactId: id,
      tuneId: '1',
      portraits,
      complete: true,
    }
    await studio.publish(told(portraitsReady, id, ready))
    await eventually(() => to(studio, 1).length === before + 2)
    t.same(
      to(studio, 1)
        .slice(before)
        .map(({ type }) => type),
      ['text', 'image'],
    )
  })

  await t.test('a picture that is judged meanwhile counts, and nothing is said about it', async t => {
    const id = await meet(4)
    await studio.publish(said(person(4), button('consent:yes:1')), said(person(4), picture(4)))
    const submitted = await found(async () => {
      const { rows } = await studio.db.pool.query(
        'select id, set_id, wamid from messaging.pictures where contact_id = $1 and set_id is not null',
        [id],
      )
      return rows[0]
    })
    await eventually(() => to(studio, 4).length >= 2)
    await act(id, 'take-over', { until: hour() })
    const before = to(studio, 4).length
    const verdict = { verdict: 'accepted' as const, reasons: [], className: 'woman' }
    const { id: pictureId, set_id: setId, wamid: messageId } = submitted
    await studio.publish(told(pictureInspected, id, { pictureId, setId, messageId, contactId: id, ...verdict }))
    const accepted = `messaging.conversations where contact_id = '${id}' and data -> 'pictures' ->> 'accepted' <> '[]'`
    await eventually(async () => (await studio.count(accepted)) === 1)
    await pause(400)
    t.equal(to(studio, 4).length, before)
    await act(id, 'hand-back')
  })

  await t.test('handed back, the bot answers again', async t => {
    const id = (await ask(app, 'GET /api/conversations?handedOver=true')).body.items[0].contactId
    t.match(await act(id, 'hand-back'), { status: 200, body: { handedOver: null } })
    const changes = changed.of(id).length
    t.equal((await act(id, 'hand-back')).status, 200, 'twice is no harm')
    await eventually(() => changed.of(id).at(-1)?.data.handedOver === false)
    t.ok(changed.of(id).length <= changes + 1)
    const before = to(studio, 1).length
    await studio.publish(said(person(1), 'support'))
    await eventually(() => to(studio, 1).length === before + 1)
  })

  await t.test('stop, start and "delete my data" are obeyed', async t => {
    const id = await meet(2)
    await act(id, 'take-over', { until: hour() })
    await studio.publish(said(person(2), 'stop'))
    await eventually(async () => (await ask(app, `GET /api/contacts/${id}`)).body.optedOut === true)
    await studio.publish(said(person(2), 'start'))
    await eventually(async () => (await ask(app, `GET /api/contacts/${id}`)).body.optedOut === false)
    await pause(300)
    const before = to(studio, 2).length
    await studio.publish(said(person(2), 'menu'), said(person(2), 'status'))
    await studio.publish(said(person(2), 'delete my data'))
    await eventually(() => to(studio, 2).some(message => message.text.includes('Are you sure')))
    t.equal(to(studio, 2).length, before + 1, 'neither the menu nor the status')
    await studio.publish(said(person(2), button(`erase_yes:${Date.now()}`)))
    await eventually(async () => (await studio.count('messaging.contacts where erased_at is not null')) === 1)
    t.equal(await studio.count(`messaging.contacts where erased_at is not null and handed_over_by is not null`), 0)
  })

  await t.test('after a while the bot is back, counted from the last word of the person', async t => {
    const id = await meet(3)
    t.equal((await act(id, 'take-over')).status, 200)
    const until = async () => (await ask(app, `GET /api/contacts/${id}`)).body.handedOver?.until
    const first = await until()
    await pause(300)
    await ask(app, 'POST /api/messages/send', {
      body: { contactId: id, content: { type: 'text', body: 'One moment' } },
    })
    t.ok(Date.parse(await until()) > Date.parse(first), 'who writes stays')
    await eventually(() => changed.of(id).at(-1)?.data.handedOver === false)
    t.equal(await until(), undefined)
    t.equal(await studio.count(`messaging.timers where name = 'hand_back'`), 0)
    await studio.publish(said(person(3), 'support'))
    await eventually(() => to(studio, 3).length === 3)
  })

  await t.test('what is wrong with it is said', async t => {
    const id = (await ask(app, `GET /api/contacts?phone=${person(1).phone}`)).body.items[0].contactId
    const ago = new Date(Date.now() - 60_000).toISOString()
    const tooFar = new Date(Date.now() + 31 * 24 * 3_600_000).toISOString()
    for (const until of [ago, tooFar])
      t.match(await act(id, 'take-over', { until }), { status: 422, body: { code: 'bad_until' } })
    t.equal((await act(id, 'take-over', { until: 'soon' })).status, 400)
    const nobody = '01a00000-0000-7000-8000-000000000001'
    for (const what of ['take-over', 'hand-back']) {
      t.equal((await act(nobody, what)).status, 404)
      t.equal((await act('x', what)).status, 400)
    }
  })
})
