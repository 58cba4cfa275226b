import { randomUUID } from 'node:crypto'
import {
  contactChanged,
  contactChangeRefused,
  contactChangeRequested,
  type DataOf,
  messageRequested,
  messageSettled,
} from '@astria-bot/contracts'
import { startProcess } from '@astria-bot/testing'
import { test } from 'tap'
import { open, pause, to } from './support/delivery.ts'
import { person, said, told } from './support/events.ts'
import { eventually, found } from './support/eventually.ts'
import { openStudio, type Studio } from './support/studio.ts'
import { listen } from './support/told.ts'

const requester = { kind: 'automation', automationId: randomUUID(), executionId: randomUUID() } as const

async function greet(studio: Studio, n: number): Promise<string> {
  await studio.publish(said(person(n), 'hi'))
  await eventually(() => to(studio, n).length === 1)
  const { rows } = await studio.db.pool.query('select id from messaging.contacts where phone = $1', [person(n).phone])
  return rows[0].id
}

test('what an automation asks for is sent once, and told', async t => {
  const studio = await open(t)
  const settled = await listen(studio, messageSettled)
  t.teardown(() => settled.stop())
  const contactId = await greet(studio, 1)
  const request = (more: Partial<DataOf<typeof messageRequested>> = {}) => ({
    requestId: randomUUID(),
    contactId,
    requester,
    content: { type: 'text', body: 'Happy birthday' } as const,
    essential: false,
    ...more,
  })
  const ask = (data: DataOf<typeof messageRequested>) => told(messageRequested, contactId, data)
  const failed = (requestId: string) =>
    found(() => settled.heard.find(({ data }) => data.outboundId === requestId)?.data)

  const wanted = request({
    template: { type: 'template', name: 'birthday', language: 'en', body: [{ text: 'Noa' }] },
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  })
  const event = ask(wanted)
  await studio.publish(event, event, ask(wanted), ask(wanted))
  await eventually(() => to(studio, 1).length === 2)
  t.match(to(studio, 1)[1], { id: wanted.requestId, text: 'Happy birthday' })
  const { rows } = await studio.db.pool.query('select * from messaging.messages where id = $1', [wanted.requestId])
  t.match(rows[0], { requester, template: wanted.template, essential: false })
  t.equal(rows[0].expires_at.toISOString(), wanted.expiresAt)

  const [long, stranger, late] = [
    request({ content: { type: 'text', body: 'x'.repeat(4097) } }),
    request({ contactId: randomUUID() }),
    request({ expiresAt: new Date(Date.now() - 1000).toISOString() }),
  ]
  await studio.publish(ask(long), ask(stranger), ask(late))
  t.match(await failed(long.requestId), {
    state: 'failed',
    reason: 'too_long:body',
    errorClass: 'request',
  })
  t.match(await failed(stranger.requestId), { state: 'failed', reason: 'contact_unknown' })
  t.match(await failed(late.requestId), { state: 'dropped', reason: 'expired' })

  await studio.publish(said(person(1), 'stop'))
  await eventually(() => to(studio, 1).length === 3)
  const [news, paid] = [request(), request({ essential: true, content: { type: 'text', body: 'Your receipt' } })]
  await studio.publish(ask(news), ask(paid))
  await eventually(() => to(studio, 1).at(-1)?.text === 'Your receipt')
  t.equal(await studio.count(`messaging.messages where id = '${news.requestId}' and state = 'dropped'`), 1)
  await pause(300)
  t.equal(to(studio, 1).length, 4, 'nothing twice')
  t.same(await studio.bus.dead.list(), [])
})

test('an automation changes a contact, and hands it over', async t => {
  const studio = await open(t)
  const changed = await listen(studio, contactChanged)
  const refused = await listen(studio, contactChangeRefused)
  t.teardown(() => Promise.all([changed.stop(), refused.stop()]))
  const contactId = await greet(studio, 1)
  const ask = (data: Omit<DataOf<typeof contactChangeRequested>, 'contactId' | 'requester'>) =>
    told(contactChangeRequested, contactId, { contactId, requester, ...data })
  const event = ask({ addTags: ['vip', 'new'], attributes: { visits: 1, city: 'Haifa' }, birthday: '--02-29' })
  await studio.publish(event, event)
  const nowhere = ask({ timeZone: 'Mars/Olympus' })
  await studio.publish(
    ask({ removeTags: ['new'], attributes: { city: null }, name: 'Noa', language: 'he', timeZone: 'Asia/Jerusalem' }),
    ask({ addTags: ['vip'] }),
    nowhere,
    ask({ handOver: { reason: 'asked for a person' } }),
  )
  await eventually(() => changed.heard.at(-1)?.data.handedOver === true)
  t.same(
    changed.heard.map(({ data }) => data.version),
    [2, 3, 4],
    'what changes nothing is told to nobody',
  )
  t.match(changed.heard.at(-1)!.data, {
    name: 'Noa',
    language: 'he',
    timeZone: 'Asia/Jerusalem',
    birthday: '--02-29',
    tags: ['vip'],
    attributes: { visits: 1 },
  })
  t.same(Object.keys(changed.heard.at(-1)!.data.attributes), ['visits'])
  const refusals = [{ data: { contactId, reason: 'bad_time_zone' }, causationid: nowhere.id }]
  t.match(await found(() => refused.heard[0] && refused.heard), refusals, 'what cannot be kept is told')
  t.same(await studio.bus.dead.list(), [])

  const { rows } = await studio.db.pool.query(
    `select handed_over_by, handed_over_reason, v.data ->> 'language' as language
    from messaging.contacts c join messaging.conversations v on v.contact_id = c.id`,
  )
  const by = `automation ${requester.automationId}`
  t.match(rows[0], { handed_over_by: by, handed_over_reason: 'asked for a person', language: 'he' })
  await studio.publish(said(person(1), 'hello?'))
  await eventually(async () => (await studio.count(`messaging.messages where direction = 'in'`)) === 2)
  await pause(300)
  t.equal(to(studio, 1).length, 1, 'the bot is silent')

  const settled = await listen(studio, messageSettled)
  t.teardown(() => settled.stop())
  const say = (body: string, more: Partial<DataOf<typeof messageRequested>> = {}) => {
    const content = { type: 'text', body } as const
    const data = { requestId: randomUUID(), contactId, requester, content, essential: true, ...more }
    return { requestId: data.requestId, event: told(messageRequested, contactId, data) }
  }
  const held = say('An answer that was on its way')
  const operator = { kind: 'operator', name: 'Ann' } as const
  const [ann, anyway] = [say('From Ann', { requester: operator }), say('Anyway', { whileHandedOver: true })]
  await studio.publish(held.event, ann.event, anyway.event)
  const what = await found(() => settled.heard.find(({ data }) => data.outboundId === held.requestId)?.data)
  t.match(what, { state: 'dropped', reason: 'handed_over' }, 'an automation does not talk into it')
  await eventually(() => to(studio, 1).length === 3)
  t.same(
    to(studio, 1)
      .map(({ text }) => text)
      .slice(1),
    ['From Ann', 'Anyway'],
  )
})

test('a process counts what dies', async t => {
  const studio = await openStudio()
  t.teardown(() => studio.close())
  const child = await startProcess({ app: 'message', env: studio.env })
  const ann = { kind: 'operator', name: 'Ann' } as const
  const contactId = randomUUID()
  await studio.db.pool.query(`insert into messaging.contacts (id, channel, phone) values ($1, 'c', '972500000000')`, [
    contactId,
  ])
  await studio.publish(told(contactChangeRequested, contactId, { contactId, requester: ann, timeZone: 'Mars/Olympus' }))
  const metrics = async () => (await fetch(`${child.url}/metrics`)).text()
  await eventually(async () =>
    /^bus_events_total\{kind="dead",type="contact.change.requested.v1"\} 1$/m.test(await metrics()),
  )
  t.match(await metrics(), /message_turns_total/)
  await child.stop()
})
