import { portraitsReady } from '@astria-bot/contracts'
import { contactKey } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { open, pause, to } from './support/delivery.ts'
import { button, person, picture, said, told } from './support/events.ts'
import { eventually } from './support/eventually.ts'

test('"delete my data": a last word, then nothing is left, and who writes again is somebody new', async t => {
  const studio = await open(t)
  const noa = person(1)
  const id = async () => {
    const { rows } = await studio.db.pool.query(`select contact_id from messaging.contact_aliases where value = $1`, [
      noa.phone,
    ])
    return rows[0]?.contact_id as string | undefined
  }
  await studio.publish(said(noa, 'hi'))
  await studio.publish(said(noa, button('consent:yes:1')))
  await studio.publish(said(noa, picture(1)))
  await studio.publish(said(noa, 'delete my data'))
  await eventually(() => to(studio, 1).some(({ text }) => text.includes('Are you sure')))
  const first = await id()
  studio.graph.answer = () => ({ kind: 'delay', ms: 800 })
  await studio.publish(said(noa, button(`erase_yes:${Date.now()}`)))
  await eventually(async () => (await studio.count(`messaging.contacts where erasing_at is not null`)) === 1)
  await eventually(() => to(studio, 1).at(-1)?.text.startsWith('Done.') === true)
  t.equal(await studio.count('messaging.contacts where erased_at is not null'), 0, 'not before the last word was said')
  await eventually(async () => (await studio.count('messaging.contacts where erased_at is not null')) === 1)

  const { rows } = await studio.db.pool.query('select * from messaging.contacts')
  const left = Object.entries(rows[0])
    .filter(([, value]) => value !== null)
    .map(([name]) => name)
  const kept = ['attributes', 'channel', 'created_at', 'erased_at', 'erasing_at', 'id', 'opted_out', 'tags', 'version']
  t.same(left.sort(), kept)
  t.match(rows[0], { attributes: {}, tags: [] })
  for (const table of [
    'messages',
    'contact_aliases',
    'conversations',
    'lanes',
    'timers',
    'pictures',
    'alerts',
    'outbox',
  ]) {
    await eventually(async () => (await studio.count(`messaging.${table}`)) === 0)
  }

  const subjects = (await studio.db.pool.query('select subject from messaging.erased_subjects')).rows
  const key = contactKey({ userId: noa.userId, phone: noa.phone })
  t.ok(
    [key, first].every(subject => subjects.some(row => row.subject === subject)),
    'what the streams hold about them can be found and deleted',
  )

  const orderId = '01a00000-0000-7000-8000-000000000001'
  const asked = studio.graph.asked.length
  await studio.publish(
    told(portraitsReady, first!, { orderId, contactId: first!, tuneId: '1', portraits: [], complete: true }),
  )
  await eventually(async () => (await studio.count(`messaging.inbox where consumer = 'message-studio'`)) === 1)
  await pause(500)
  t.equal(studio.graph.asked.length, asked, 'late news is not told')

  studio.graph.answer = () => ({ kind: 'accept' })
  await studio.publish(said(noa, 'hi'))
  await eventually(() => studio.graph.sent.at(-1)?.text.includes('Person 1') === true)
  t.not(await id(), first)
})

test('the data goes at the deadline, even if nothing can be sent', async t => {
  const studio = await open(t, { ERASURE_DEADLINE_MS: '1500' })
  const noa = person(1)
  await studio.publish(said(noa, 'hi'))
  await eventually(() => to(studio, 1).length === 1)
  studio.graph.answer = () => ({ kind: 'error', status: 500, code: 131000 })
  await studio.publish(said(noa, button(`erase_yes:${Date.now()}`)))
  await eventually(async () => (await studio.count('messaging.contacts where erased_at is not null')) === 1)
  t.equal(await studio.count('messaging.messages'), 0)
})
