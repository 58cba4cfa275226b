import { contactChanged, contactCreated, pictureInspected } from '@astria-bot/contracts'
import { contactKey } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { open, pause } from './support/delivery.ts'
import { button, person, picture, said, status, told } from './support/events.ts'
import { eventually, found } from './support/eventually.ts'
import { listen } from './support/told.ts'

test('others hear of a contact once as created, then of each change, and of nothing else', async t => {
  const studio = await open(t, { MIN_PICTURES: '1', ALBUM_MS: '100' })
  const [created, changed] = [await listen(studio, contactCreated), await listen(studio, contactChanged)]
  t.teardown(() => Promise.all([created.stop(), changed.stop()]))
  const noa = person(1)
  await studio.publish(said(noa, 'hi'))
  await studio.publish(said(noa, 'hi', { groupId: 'group' }), said(person(2), 'hello', { groupId: 'group' }))
  await eventually(() => created.heard.length > 0)
  const [first] = created.heard
  const contactId = first!.data.contactId
  t.match(first, {
    subject: contactId,
    data: {
      version: 1,
      name: noa.name,
      language: 'en',
      state: 'NEW',
      optedOut: false,
      handedOver: false,
      tags: [],
      attributes: {},
      keys: [contactKey({ userId: noa.userId }), contactKey({ phone: noa.phone })],
    },
  })
  t.notMatch(JSON.stringify(first), noa.phone, 'no phone number')

  await studio.publish(said(noa, 'menu'), said(noa, 'status'))
  await eventually(() => studio.graph.sent.length === 3)
  await pause(300)
  t.equal(changed.heard.length, 0, 'to write is no change')

  const next = (version: number) => found(() => changed.heard.find(({ data }) => data.version === version)?.data)
  await studio.publish(said({ ...noa, name: 'Noa Levi' }, 'menu'))
  t.match(await next(2), { contactId, name: 'Noa Levi' })
  await studio.publish(said({ ...noa, name: 'Noa Levi' }, 'עברית'))
  t.match(await next(3), { language: 'he' })
  const moved = { ...noa, name: 'Noa Levi', phone: '972509999999' }
  await studio.publish(said(moved, 'menu'))
  const withKey = await next(4)
  t.equal(withKey.keys.length, 3, 'a new number is a new key')
  t.ok(withKey.keys.includes(contactKey({ phone: moved.phone })!))
  await studio.publish(said(moved, 'stop'))
  t.match(await next(5), { optedOut: true })
  await studio.publish(said(moved, 'start'))
  t.match(await next(6), { optedOut: false })

  await studio.publish(said(moved, button('consent:yes:1')), said(moved, picture(1)))
  const submitted = await found(async () => {
    const { rows } = await studio.db.pool.query(
      'select id, set_id, wamid from messaging.pictures where set_id is not null',
    )
    return rows[0]
  })
  const { id: pictureId, set_id: setId, wamid: messageId } = submitted
  const verdict = { verdict: 'accepted' as const, reasons: [], className: 'woman' }
  await studio.publish(told(pictureInspected, contactId, { pictureId, setId, messageId, contactId, ...verdict }))
  t.match(await next(7), { state: 'PICTURES_LOADED' })
  await eventually(() => studio.graph.sent.length >= 8)
  await studio.publish(status('failed', studio.graph.sent[0]!, 131050))
  t.match(await next(8), { optedOut: true })
  await pause(300)
  t.equal(created.heard.length, 1, 'who only wrote in a group is nobody’s contact')
  t.same(
    changed.heard.map(({ data }) => data.version),
    [2, 3, 4, 5, 6, 7, 8],
    'in their order, each once',
  )
})

test('a number that goes to somebody new is a change of who had it', async t => {
  const studio = await open(t)
  const [created, changed] = [await listen(studio, contactCreated), await listen(studio, contactChanged)]
  t.teardown(() => Promise.all([created.stop(), changed.stop()]))
  const [old, fresh] = [person(1), { ...person(2), phone: person(1).phone }]
  await studio.publish(said(old, 'hi'))
  await eventually(() => created.heard.length === 1)
  await studio.publish(said(fresh, 'hi'))
  await eventually(() => created.heard.length === 2 && changed.heard.length === 1)
  t.same(changed.heard[0]!.data.keys, [contactKey({ userId: old.userId })])
  t.match(created.heard[1]!.data.keys, [contactKey({ userId: fresh.userId }), contactKey({ phone: fresh.phone })])
})
