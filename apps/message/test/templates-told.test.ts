import { randomUUID } from 'node:crypto'
import { messageRequested, templateChanged } from '@astria-bot/contracts'
import { test } from 'tap'
import { accept, refusal, to } from './support/delivery.ts'
import { person, said, told } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { news } from './support/news.ts'
import { openStudio } from './support/studio.ts'
import { listen } from './support/told.ts'

const listed = (name: string, status = 'APPROVED', text = 'Hi {{first_name}}') => ({
  id: name,
  name,
  language: 'en_US',
  status,
  category: 'MARKETING',
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'See', url: 'https://a.example/{{1}}' }] },
  ],
})
const needs = (...variables: string[]) => ({
  header: { format: 'image', variables: [] },
  body: { variables },
  buttons: [{ type: 'url', text: 'See', needsValue: true }],
  cards: [],
  limitedTimeOffer: false,
})

const paused = (name: string) =>
  news('message_template_status_update', {
    event: 'PAUSED',
    message_template_id: 1,
    message_template_name: name,
    message_template_language: 'en_US',
    reason: 'NONE',
  })

const hourMs = 3_600_000
const requester = { kind: 'automation', automationId: randomUUID(), executionId: randomUUID() } as const

test('templates are told: all of the first list, then what changes', async t => {
  const studio = await openStudio({ BUSINESS_ID: 'waba' })
  t.teardown(() => studio.close())
  const { heard, stop } = await listen(studio, templateChanged)
  t.teardown(stop)
  const { pool } = studio.db
  await pool.query(
    `insert into messaging.templates (account, name, language, status, components) values ('waba', 'sale', 'en_US', 'APPROVED', $1)`,
    [JSON.stringify(listed('sale').components)],
  )
  studio.graph.templates = [listed('sale'), listed('thanks', 'PENDING', 'Thank you')]
  await studio.start()
  const names = () => heard.map(({ data: { name, status } }) => `${name} ${status}`)
  await eventually(() => heard.length === 2)
  t.same(names().sort(), ['sale APPROVED', 'thanks PENDING'], 'the one that was there already as well')
  t.match(
    heard.find(({ data }) => data.name === 'sale'),
    { subject: 'waba', data: { account: 'waba', language: 'en_US', needs: needs('first_name') } },
  )

  await studio.publish(paused('sale'))
  await eventually(() => heard.length === 3)
  t.equal(names().at(-1), 'sale PAUSED')

  studio.graph.templates = [listed('sale', 'PAUSED', 'Hi {{first_name}}, {{gift}}')]
  await pool.query('update messaging.channels set templates_due_at = now()')
  await eventually(() => heard.length === 5)
  t.same(names().slice(3).sort(), ['sale PAUSED', 'thanks DELETED'])
  t.same(heard.slice(3).find(({ data }) => data.name === 'sale')?.data.needs, needs('first_name', 'gift'))

  studio.graph.templates = [{ ...listed('sale'), components: [{ type: 'BODY', text: 'Hi' }] }]
  await pool.query('update messaging.channels set templates_due_at = now()')
  await eventually(() => heard.length === 6)
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => to(studio, 1).length === 1)
  const { rows } = await pool.query('select id from messaging.contacts')
  studio.graph.answer = ({ type }) => (type === 'template' ? refusal(132016) : accept)
  const request = { requestId: randomUUID(), contactId: rows[0].id as string, requester, essential: false }
  const content = { type: 'template' as const, name: 'sale', language: 'en_US' }
  await studio.publish(told(messageRequested, request.contactId, { ...request, content }))
  await eventually(() => heard.length === 7)
  t.equal(names().at(-1), 'sale DISABLED', 'a refused message says so')
})

test('a template that the list does not have waits until the list was read again', async t => {
  const studio = await openStudio({ BUSINESS_ID: 'waba' })
  t.teardown(() => studio.close())
  const { pool } = studio.db
  await studio.start()
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await studio.count('messaging.channels where templates_read_at is not null')) === 1)
  await eventually(() => to(studio, 1).length === 1)
  const { rows } = await pool.query('select id from messaging.contacts')
  const send = (name: string) => {
    const content = { type: 'template' as const, name, language: 'en_US' }
    const request = { requestId: randomUUID(), contactId: rows[0].id as string, requester, essential: false, content }
    return studio.publish(told(messageRequested, request.contactId, request))
  }
  const ends = async () => {
    const messages = await pool.query(`select content->>'name' as name, state, reason from messaging.messages
      where type = 'template' order by seq`)
    return messages.rows.map(({ name, state, reason }) => [name, state, reason].join(' '))
  }

  studio.graph.templates = null
  await pool.query(`update messaging.channels set templates_read_at = now() - interval '1 hour'`)
  await send('new')
  await send('nobodys')
  await eventually(async () => (await ends()).length === 2 && !/queued|sending/.test((await ends()).join()))
  t.same(await ends(), ['new parked template_unknown', 'nobodys parked template_unknown'])
  const dueMs = async () => {
    const due = await pool.query('select templates_due_at as due from messaging.channels')
    return due.rows[0].due.getTime() - Date.now()
  }
  await eventually(async () => (await dueMs()) > 10_000)
  t.ok((await dueMs()) < hourMs, 'it could not be read: soon again, not when its turn comes')

  studio.graph.templates = [{ ...listed('new'), components: [{ type: 'BODY', text: 'Hi' }] }]
  await pool.query('update messaging.channels set templates_due_at = now()')
  await eventually(() => to(studio, 1).length === 2)
  t.same(to(studio, 1)[1]?.body.template, { name: 'new', language: { code: 'en_US' } })
  t.ok((await dueMs()) > hourMs)
  await pool.query(`update messaging.messages set parked_until = now() where state = 'parked'`)
  await eventually(async () => (await ends()).at(-1) === 'nobodys failed template_unknown')
})
