import { test } from 'tap'
import { accept, open, refusal, to } from './support/delivery.ts'
import { person, said } from './support/events.ts'
import { eventually } from './support/eventually.ts'

test('a file is uploaded once, whoever it is sent to, and before its message', async t => {
  const studio = await open(t)
  await studio.files.put('packs/cover.jpg', Buffer.from('a picture'), 'image/jpeg')
  const people = [1, 2, 3, 4, 5]
  await studio.publish(...people.map(n => said(person(n), 'hi')))
  for (const n of people) await eventually(() => to(studio, n).length === 1)
  const content = { type: 'image', file: { fileKey: 'packs/cover.jpg', mimeType: 'image/jpeg' }, caption: 'x' }
  const queue = async (key: string) => {
    await studio.db.pool.query(
      `with added as (
        insert into messaging.messages (id, contact_id, channel, direction, type, content, state, file_key)
        select gen_random_uuid(), id, channel, 'out', 'image', $1, 'queued', $2 from messaging.contacts
        returning contact_id, seq
      )
      update messaging.lanes l set due_at = now(), pushes = pushes + 1, tail_seq = added.seq
      from added where l.contact_id = added.contact_id`,
      [JSON.stringify({ ...content, file: { ...content.file, fileKey: key } }), key],
    )
  }
  await queue('packs/cover.jpg')
  for (const n of people) await eventually(() => to(studio, n).length === 2)
  t.equal(studio.graph.uploads, 1)
  t.match(to(studio, 1)[1]?.body, { image: { id: 'media-1', caption: 'x' } })

  await queue('packs/missing.jpg')
  await eventually(
    async () => (await studio.count(`messaging.messages where state = 'failed' and reason = 'not_found'`)) === 5,
  )
  t.equal(to(studio, 1).length, 2, 'a missing file is not sent')

  await t.test('an upload that is too old, or that WhatsApp does not know any more, is made anew', async t => {
    await studio.db.pool.query(`update messaging.uploads set valid_until = now() - interval '1 second'`)
    await queue('packs/cover.jpg')
    for (const n of people) await eventually(() => to(studio, n).length === 3)
    t.equal(studio.graph.uploads, 2, 'once, for all of them')
    t.match(to(studio, 1)[2]?.body, { image: { id: 'media-2' } })

    let refusals = 1
    studio.graph.answer = ({ body }) =>
      (body['image'] as { id: string } | undefined)?.id === 'media-2' && refusals-- > 0 ? refusal(131053) : accept
    await queue('packs/cover.jpg')
    for (const n of people) await eventually(() => to(studio, n).length === 4)
    t.equal(studio.graph.uploads, 3)
    t.ok(
      people.some(n => (to(studio, n)[3]!.body['image'] as { id: string }).id === 'media-3'),
      'whoever was refused got the new one',
    )
    await eventually(
      async () => (await studio.count(`messaging.messages where state = 'accepted' and type = 'image'`)) === 15,
    )

    studio.graph.answer = ({ type }) => (type === 'image' ? refusal(131053) : accept)
    await queue('packs/cover.jpg')
    await eventually(
      async () => (await studio.count(`messaging.messages where state = 'failed' and error_code = 131053`)) === 5,
    )
    t.ok(studio.graph.uploads < 25, 'a file that is refused again and again is not uploaded for ever')
  })

  await t.test('so are the files of a message that has several', async t => {
    const file = (fileKey: string) => ({ type: 'image', file: { fileKey, mimeType: 'image/jpeg' } })
    await studio.files.put('packs/back.jpg', Buffer.from('a picture'), 'image/jpeg')
    const cards = [{ header: file('packs/cover.jpg') }, { header: file('packs/back.jpg') }]
    const carousel = { type: 'template', name: 'packs', language: 'en_US', cards }
    const before = { uploads: studio.graph.uploads, asked: studio.graph.asked.length }
    let refusals = 1
    studio.graph.answer = () => (refusals-- > 0 ? refusal(131053) : accept)
    await studio.db.pool.query(
      `with added as (
        insert into messaging.messages (id, contact_id, channel, direction, type, content, state)
        select gen_random_uuid(), id, channel, 'out', 'template', $1, 'queued' from messaging.contacts limit 1
        returning contact_id, seq
      )
      update messaging.lanes l set due_at = now(), pushes = pushes + 1, tail_seq = added.seq
      from added where l.contact_id = added.contact_id`,
      [JSON.stringify(carousel)],
    )
    await eventually(
      async () => (await studio.count(`messaging.messages where state = 'accepted' and type = 'template'`)) === 1,
    )
    t.equal(studio.graph.asked.length, before.asked + 2)
    t.equal(studio.graph.uploads, before.uploads + 4, 'both of them, anew')
  })
})
