import { packImagesUpdated, pictureInspected, tuneFailed } from '@astria-bot/contracts'
import { test } from 'tap'
import { button, type Person, person, picture, said, told } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { openStudio, type Studio } from './support/studio.ts'

const sentTo = (studio: Studio, { phone }: Person) => studio.graph.sent.filter(({ to }) => to === `+${phone}`)
const contactId = async (studio: Studio, { phone }: Person): Promise<string> => {
  const { rows } = await studio.db.pool.query('select contact_id from messaging.contact_aliases where value = $1', [
    phone,
  ])
  return rows[0]?.contact_id
}
const studioInbox = `messaging.inbox where consumer = 'message-studio'`
const quiet = () => new Promise(resolve => setTimeout(resolve, 600))

test('turns', async t => {
  const studio = await openStudio({ ALBUM_MS: '700', MIN_PICTURES: '5' })
  t.teardown(() => studio.close())
  const app = await studio.start()

  await t.test('a customer who writes is greeted, marked as read, and known', async t => {
    const noa = person(1)
    await studio.publish(said(noa, 'hi', { wamid: 'wamid.first' }))
    await eventually(() => sentTo(studio, noa).length === 1)
    await eventually(() => studio.graph.read.includes('wamid.first'))
    t.equal(await studio.count(`messaging.contacts where phone = '${noa.phone}' and user_id = '${noa.userId}'`), 1)
    t.equal(await studio.count(`messaging.contact_aliases a join messaging.contacts c on c.id = a.contact_id`), 2)
    await eventually(async () => (await studio.count(`messaging.outbox`)) === 0)
  })

  await t.test('the same message, however often and under whatever id, is one turn', async t => {
    const dan = person(2)
    const wamid = 'wamid.repeated'
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(Array.from({ length: 5 }, () => studio.publish(said(dan, 'hi', { wamid }))))
      await new Promise(resolve => setTimeout(resolve, 150))
    }
    await studio.publish(said(dan, 'hi', { wamid, eventId: 'days-later' }), said(dan, 'menu', { wamid: 'wamid.next' }))
    await eventually(() => studio.graph.read.includes('wamid.next'))
    await quiet()
    t.equal(await studio.count(`messaging.messages where wamid = '${wamid}'`), 1)
    t.equal(sentTo(studio, dan).length, 2)
  })

  await t.test('answers reach each customer in the order of their questions', async t => {
    const people = Array.from({ length: 20 }, (_, n) => person(100 + n))
    const words = ['hi', 'status', 'support', 'language', 'menu', 'status', 'support', 'menu']
    for (const word of words) await studio.publish(...people.map(one => said(one, word)))
    const expected = people.length * words.length
    await eventually(() => people.flatMap(one => sentTo(studio, one)).length >= expected, { timeoutMs: 20_000 })
    for (const one of people) {
      const { rows } = await studio.db.pool.query(
        `select id from messaging.messages where contact_id = $1 and direction = 'out' order by seq`,
        [await contactId(studio, one)],
      )
      t.same(
        sentTo(studio, one).map(({ id }) => id),
        rows.map(({ id }) => id),
      )
    }
  })

  await t.test('a burst of pictures: all are handed in, each gets its reaction, one summary', async t => {
    const maya = person(3)
    await studio.publish(said(maya, 'hi'))
    await eventually(() => sentTo(studio, maya).length === 1)
    await studio.publish(said(maya, button('consent:yes:1')))
    await eventually(() => sentTo(studio, maya).length >= 2)
    await quiet()
    const before = sentTo(studio, maya).length
    await studio.publish(
      ...Array.from({ length: 20 }, (_, n) => said(maya, picture(n), { wamid: `wamid.picture.${n}` })),
    )
    const maya1 = await contactId(studio, maya)
    await eventually(
      async () =>
        (await studio.count(`messaging.pictures where contact_id = '${maya1}' and set_id is not null`)) === 20,
    )
    const { rows } = await studio.db.pool.query(
      'select id, set_id, wamid from messaging.pictures where contact_id = $1',
      [maya1],
    )
    await studio.publish(
      ...rows.map(row =>
        told(pictureInspected, maya1, {
          pictureId: row.id,
          contactId: maya1,
          setId: row.set_id,
          messageId: row.wamid,
          verdict: 'accepted',
          reasons: [],
          className: 'woman',
        }),
      ),
    )
    const reactions = () => sentTo(studio, maya).filter(({ type }) => type === 'reaction')
    await eventually(() => reactions().length === 20, { timeoutMs: 20_000 })
    await eventually(() => sentTo(studio, maya).length > before + 20)
    await quiet()
    t.equal(sentTo(studio, maya).length, before + 21, 'the summary is said once')
    const quoted = reactions().map(({ body }) => (body.reaction as { message_id: string }).message_id)
    t.equal(new Set(quoted).size, 20)
    t.equal(await studio.count('messaging.timers'), 0)
  })

  await t.test('what is said in a group, and what is no message, is kept and not answered', async t => {
    const ron = person(4)
    await studio.publish(said(ron, 'hi all', { groupId: 'group-1' }))
    await studio.publish(said(ron, { type: 'revoke', originalMessageId: 'wamid.x' }))
    await eventually(
      async () =>
        (await studio.count(`messaging.messages m join messaging.contacts c on c.id = m.contact_id
      where c.phone = '${ron.phone}'`)) === 2,
    )
    await quiet()
    t.equal(sentTo(studio, ron).length, 0)
    const { body: metrics } = await app.server.inject('/metrics')
    t.match(metrics, /message_unanswered_total\{.*kind="group_message".*\} 1\n/, 'and counted')
    const { rows } = await studio.db.pool.query(
      `select group_id, window_expires_at from messaging.messages m join messaging.contacts c on c.id = m.contact_id
      where c.phone = $1 and group_id is not null`,
      [ron.phone],
    )
    t.match(rows, [{ group_id: 'group-1' }])
    await studio.publish(said(ron, { type: 'unsupported', originalType: 'poll', raw: {} }))
    await eventually(() => sentTo(studio, ron).length === 1)
  })

  await t.test('text that Postgres would refuse is a turn like any other', async t => {
    const eve = person(5)
    await studio.publish(said({ ...eve, name: 'E\u0000ve\ud800' }, 'hi \u0000 \udfff'))
    await eventually(() => sentTo(studio, eve).length === 1)
    t.pass()
  })

  await t.test('a new owner of a known number is somebody else, who reads nothing of the one before', async t => {
    const before = person(6)
    const after = { ...before, userId: 'IL.999', name: 'New' }
    await studio.publish(said(before, 'hi'))
    await eventually(() => sentTo(studio, before).length === 1)
    const old = await contactId(studio, before)
    await studio.publish(said(after, 'hi'))
    await eventually(() => sentTo(studio, after).length === 2)
    t.not(await contactId(studio, after), old)
    await studio.publish(said({ userId: before.userId }, 'support'))
    await eventually(() => studio.graph.sent.some(({ to }) => to === before.userId))
    t.equal(sentTo(studio, before).length, 2, 'who has the number now hears nothing of it')
  })

  await t.test('who has another number, nobody knows which, is written to by the user id', async t => {
    const gil = person(8)
    const userId = 'IL.888'
    await studio.publish(said(gil, 'hi'))
    await eventually(() => sentTo(studio, gil).length === 1)
    const [hour, minute] = [3_600_000, 60_000].map(ms => new Date(Date.now() + ms - 7_200_000))
    const system = { type: 'system', kind: 'user_changed_user_id', previousUserId: gil.userId, userId } as const
    await studio.publish(said({ userId: gil.userId }, system, { at: hour! }))
    const addresses = async () => {
      const id = await contactId(studio, gil)
      return (await studio.db.pool.query('select user_id, phone from messaging.contacts where id = $1', [id])).rows
    }
    await eventually(async () => (await addresses())[0].user_id === userId)
    t.match(await addresses(), [{ phone: null }])
    await studio.publish(said({ phone: gil.phone }, 'status', { at: minute! }), said({ userId }, 'support'))
    await eventually(() => studio.graph.sent.filter(({ to }) => to === userId).length === 2)
    t.equal(sentTo(studio, gil).length, 1, 'also where a late message still bears the number')
    t.equal((await addresses())[0].phone, null)
    await studio.publish(said({ userId, phone: person(80).phone }, 'status'))
    await eventually(() => sentTo(studio, person(80)).length === 1)
  })

  await t.test('the catalogue keeps the newest version of each pack', async t => {
    const pack = (version: number, title: string) =>
      told(packImagesUpdated, 'pack-1', {
        packId: 'pack-1',
        slug: 'p',
        title,
        tier: 'lite' as const,
        available: true,
        cover: null,
        classes: [{ className: 'man', imageCount: 4, example: null }],
        version,
      })
    const before = await studio.count(studioInbox)
    await studio.publish(pack(2, 'new'))
    await studio.publish(pack(1, 'old'))
    await eventually(async () => (await studio.count(studioInbox)) === before + 2)
    const { rows } = await studio.db.pool.query('select version, data from messaging.packs')
    t.match(rows, [{ version: 2, data: { title: 'new' } }])
  })

  await t.test('an event of nobody we know is dropped', async t => {
    const nobody = '01a00000-0000-7000-8000-000000000001'
    const before = await studio.count(studioInbox)
    await studio.publish(told(tuneFailed, nobody, { orderId: nobody, contactId: nobody, tuneId: null, reason: 'x' }))
    await eventually(async () => (await studio.count(studioInbox)) === before + 1)
    t.equal(await studio.count(`messaging.conversations where contact_id = '${nobody}'`), 0)
  })

  await t.test('a poisonous event is a dead letter, and its neighbours go on', async t => {
    const ben = person(7)
    const poison = said({ ...ben, userId: 'IL.7777' }, 'hi', { eventId: 'poison' })
    const data = { ...(poison.data as object), contact: {} }
    await studio.publish(
      { ...poison, data } as never,
      ...Array.from({ length: 5 }, (_, n) => said(person(70 + n), 'hi')),
    )
    for (let n = 0; n < 5; n += 1) await eventually(() => sentTo(studio, person(70 + n)).length === 1)
    await eventually(async () => (await studio.bus.dead.list()).length > 0)
    const letters = await studio.bus.dead.list()
    t.match(letters, [{ code: 'no_sender', durable: 'message-inbound', event: { id: 'poison' } }])
    t.equal(letters.length, 1)
  })
})

test('timers ring once, whatever number of replicas listens', async t => {
  const studio = await openStudio({ ALBUM_MS: '300', MIN_PICTURES: '2' })
  t.teardown(() => studio.close())
  await Promise.all([studio.start(), studio.start(), studio.start()])
  const people = Array.from({ length: 10 }, (_, n) => person(n))
  await studio.publish(...people.map(one => said(one, 'hi')))
  for (const one of people) await eventually(() => sentTo(studio, one).length === 1)
  const contacts = await Promise.all(people.map(one => contactId(studio, one)))
  await studio.db.pool.query(
    `insert into messaging.timers select unnest($1::uuid[]), 'album', now() + interval '500 milliseconds'`,
    [contacts],
  )
  await eventually(async () => (await studio.count('messaging.timers')) === 0)
  const { rows } = await studio.db.pool.query('select sum(version) as n from messaging.conversations')
  t.equal(Number(rows[0].n), 20, 'a turn for the greeting and one for the timer')
})
