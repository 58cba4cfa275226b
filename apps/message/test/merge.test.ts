import { randomUUID } from 'node:crypto'
import {
  contactChanged,
  contactMerged,
  erasureRequested,
  messageRequested,
  pictureInspected,
  pictureWithdrawn,
} from '@astria-bot/contracts'
import { contactKey } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { API_KEYS, ask } from './support/api.ts'
import { pause, to } from './support/delivery.ts'
import { button, type Person, person, picture, said, status, told } from './support/events.ts'
import { eventually, found } from './support/eventually.ts'
import { openStudio, type Studio } from './support/studio.ts'
import { listen } from './support/told.ts'

const requester = { kind: 'automation', automationId: randomUUID(), executionId: randomUUID() } as const
const byNumber = (n: number): Partial<Person> => ({ phone: person(n).phone, name: person(n).name })

const idOf = (studio: Studio, value: string) =>
  found(async () => {
    const { rows } = await studio.db.pool.query(
      'select contact_id as id from messaging.contact_aliases where value = $1',
      [value],
    )
    return rows[0]?.id as string | undefined
  })

/** Consent, and one picture that is good. */
async function handInPicture(studio: Studio, who: Person, contactId: string): Promise<void> {
  await studio.publish(said(who, button('consent:yes:1')), said(who, picture(1)))
  const submitted = await found(async () => {
    const { rows } = await studio.db.pool.query(
      'select id, set_id, wamid from messaging.pictures where contact_id = $1 and set_id is not null',
      [contactId],
    )
    return rows[0]
  })
  const { id: pictureId, set_id: setId, wamid: messageId } = submitted
  const verdict = { verdict: 'accepted' as const, reasons: [], className: 'woman' }
  await studio.publish(told(pictureInspected, contactId, { pictureId, setId, messageId, contactId, ...verdict }))
  await eventually(async () => (await studio.count(`messaging.conversations where state = 'PICTURES_LOADED'`)) === 1)
}

test('who is known by number and by user id becomes one person, with everything that both had', async t => {
  const studio = await openStudio({ MIN_PICTURES: '1', ALBUM_MS: '100', API_KEYS })
  t.teardown(() => studio.close())
  const app = await studio.start()
  const [changed, erasures] = [await listen(studio, contactChanged), await listen(studio, erasureRequested)]
  const [mergers, withdrawals] = [await listen(studio, contactMerged), await listen(studio, pictureWithdrawn)]
  t.teardown(() => Promise.all([changed, erasures, mergers, withdrawals].map(one => one.stop())))
  const noa = person(1)
  await studio.publish(said(byNumber(2), 'hi', { wamid: 'wamid.early' }))
  await eventually(() => to(studio, 2).length === 1)
  const other = await idOf(studio, person(2).phone)
  await studio.publish(said(noa, 'hi'))
  await eventually(() => to(studio, 1).length === 1)
  const remains = await idOf(studio, noa.phone)
  await handInPicture(studio, noa, remains)
  const patch = (id: string, body: object) => ask(app, `PATCH /api/contacts/${id}`, { body })
  t.match(await patch(remains, { tags: ['a'], attributes: { city: 'Haifa' } }), { status: 200 })
  t.match(await patch(other, { tags: ['b'], attributes: { city: 'Acre', size: 3 } }), { status: 200 })
  await studio.publish(said(byNumber(2), 'stop'))
  await eventually(async () => (await studio.count('messaging.contacts where opted_out')) === 1)
  await studio.db.pool.query('update messaging.contacts set window_expires_at = now() where id = $1', [other])
  const request = { requestId: randomUUID(), contactId: other, requester, essential: true }
  await studio.publish(
    told(messageRequested, other, { ...request, content: { type: 'text', body: 'It is still for you' } }),
  )
  await eventually(async () => (await studio.count(`messaging.messages where state = 'parked'`)) === 1)

  const both = { ...noa, phone: person(2).phone }
  await studio.publish(said(both, 'menu'))
  await eventually(() => to(studio, 2).some(({ text }) => text === 'It is still for you'))
  const gone = await found(() => changed.of(other).find(({ data }) => data.mergedInto !== undefined)?.data)
  t.match(gone, { mergedInto: remains, keys: [] })
  const whole = await found(() => changed.of(remains).find(({ data }) => data.tags.length === 2)?.data)
  t.match(whole, { attributes: { city: 'Haifa', size: 3 }, optedOut: true, state: 'PICTURES_LOADED' })
  const keys = [{ userId: noa.userId }, { phone: noa.phone }, { phone: both.phone }].map(name => contactKey(name))
  t.same(new Set(whole.keys), new Set(keys))
  t.match(whole.tags, ['a', 'b'])

  const list = await ask(app, 'GET /api/conversations')
  t.same(
    list.body.items.map(({ contactId }: { contactId: string }) => contactId),
    [remains],
    'a person is shown once',
  )
  const { body } = await ask(app, `GET /api/conversations/${remains}`)
  const words = body.messages.items.map(({ content }: { content: { body?: string } }) => content.body)
  t.ok(words.includes('stop') && words.includes('menu'), 'with what was said under both')
  for (const id of [remains, other]) {
    const all = await ask(app, `GET /api/messages?contactId=${id}&direction=in&limit=200`)
    const under = new Set(all.body.items.map(({ contactId }: { contactId: string }) => contactId))
    t.same(under, new Set([remains, other]), 'either id leads to what was said under both')
  }
  t.equal((await ask(app, `GET /api/contacts/${other}`)).status, 404)
  t.equal((await ask(app, `DELETE /api/contacts/${other}`)).status, 404)
  for (const table of ['conversations', 'timers', 'contact_aliases', 'opt_outs']) {
    t.equal(await studio.count(`messaging.${table} where contact_id = '${other}'`), 0, table)
  }

  const later = { ...request, requestId: randomUUID(), content: { type: 'text', body: 'By the old id' } } as const
  await studio.publish(told(messageRequested, other, later))
  await eventually(() => to(studio, 2).some(({ text }) => text === 'By the old id'))
  t.equal(await studio.count(`messaging.messages where id = '${later.requestId}' and contact_id = '${remains}'`), 1)

  t.same(
    mergers.heard.map(({ data, subject }) => [data, subject]),
    [[{ contactId: other, into: remains }, remains]],
  )
  const headers = { 'idempotency-key': 'k-1' }
  const wanted = { contactId: other, content: { type: 'text', body: 'To the old id' }, essential: true }
  const sent = await ask(app, 'POST /api/messages/send', { body: wanted, headers })
  t.match(sent, { status: 201, body: { contactId: remains } }, 'an operator who knows only the old id is understood')
  t.equal((await ask(app, 'POST /api/messages/send', { body: wanted, headers })).status, 200)
  await eventually(() => to(studio, 2).some(({ text }) => text === 'To the old id'))

  const early = async () => {
    const { rows } = await studio.db.pool.query(
      `select contact_id, content, revoked_at from messaging.messages where wamid = 'wamid.early'`,
    )
    return rows[0]
  }
  t.equal((await early()).contact_id, other, 'what was said stays under the id under which it was said')
  const change = { type: 'edit', originalMessageId: 'wamid.early', content: { type: 'text', body: 'hello' } } as const
  await studio.publish(said(person(3), change), said(both, change))
  await eventually(async () => (await early()).content.body === 'hello')
  await studio.publish(said(both, { type: 'revoke', originalMessageId: 'wamid.early' }))
  await eventually(async () => (await early()).revoked_at !== null)

  t.equal((await ask(app, `DELETE /api/contacts/${remains}`)).status, 202)
  await eventually(async () => (await studio.count('messaging.contacts where erased_at is not null')) === 2)
  await eventually(() => erasures.heard.length === 2)
  t.same(new Set(erasures.heard.map(({ data }) => data.contactId)), new Set([remains, other]))
  t.equal(await studio.count(`messaging.messages where contact_id in ('${remains}', '${other}')`), 0)
})

test('a picture is taken back by who sent it under the old name, and leaves the set', async t => {
  const studio = await openStudio({ MIN_PICTURES: '1', ALBUM_MS: '100' })
  t.teardown(() => studio.close())
  await studio.start()
  const withdrawals = await listen(studio, pictureWithdrawn)
  t.teardown(() => withdrawals.stop())
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => to(studio, 1).length === 1)
  const other = await idOf(studio, person(1).userId)
  await studio.publish(said(byNumber(2), 'hi'))
  await eventually(() => to(studio, 2).length === 1)
  await handInPicture(studio, person(1), other)
  const remains = await idOf(studio, person(2).phone)
  // The older one would remain of two that are equally far; the pictures decide.
  const both = { ...person(1), phone: person(2).phone }
  await studio.publish(said(both, 'menu'))
  await eventually(async () => (await studio.count(`messaging.contacts where merged_into = '${other}'`)) === 1)
  const { rows } = await studio.db.pool.query('select id, wamid, contact_id from messaging.pictures')
  t.match(rows, [{ contact_id: other }])
  await studio.publish(said(both, { type: 'revoke', originalMessageId: rows[0].wamid }))
  await eventually(async () => (await studio.count(`messaging.conversations where state = 'NEW'`)) === 1)
  await eventually(() => withdrawals.heard.length === 1)
  t.same(withdrawals.heard[0]?.data, { pictureId: rows[0].id, contactId: other })
  t.not(remains, other)
})

test('a system message makes one of two, and the number of a known stranger none', async t => {
  const studio = await openStudio()
  t.teardown(() => studio.close())
  await studio.start()
  const [one, two, three] = [person(1), person(2), person(3)]
  for (const [index, who] of [one, two, three].entries()) {
    await studio.publish(said(who, 'hi'))
    await eventually(() => to(studio, index + 1).length === 1)
  }
  const [first, second, third] = await Promise.all([one, two, three].map(who => idOf(studio, who.userId)))
  const words = { type: 'system', body: 'changed' } as const
  await studio.publish(
    said(one, { ...words, kind: 'user_changed_user_id', previousUserId: one.userId, userId: two.userId }),
  )
  await eventually(async () => (await studio.count(`messaging.contacts where merged_into = '${first}'`)) === 1)
  t.equal(await idOf(studio, two.phone), first, 'of two that are equally far the older one')

  await studio.publish(said(two, { ...words, kind: 'user_changed_number', phone: three.phone }))
  await eventually(async () => (await idOf(studio, three.phone)) === first)
  t.equal(await idOf(studio, three.userId), third, 'who had the number before is somebody else')
  t.equal(await studio.count('messaging.contacts where merged_into is null'), 2)
  t.not(first, second)

  // What was said to the one who is gone is judged late: it is sent again to who remains, and what they chose is theirs.
  await studio.publish(status('failed', to(studio, 2)[0]!, 131047))
  await eventually(async () => (await studio.count(`messaging.messages where state = 'parked'`)) === 1)
  t.equal(await studio.count(`messaging.messages where state = 'parked' and contact_id = '${second}'`), 1)
  await studio.publish(said({ ...two, phone: three.phone }, 'support'))
  const again = await found(() => to(studio, 3).find(({ text }) => text.includes(two.name)))
  await studio.publish(status('failed', again, 131050))
  await eventually(async () => (await studio.count(`messaging.contacts where opted_out and id = '${first}'`)) === 1)
  t.equal(await studio.count(`messaging.opt_outs where source = 'refusal'`), 1)
})

test('many who are two, met from both sides at once by two replicas, are each one in the end', async t => {
  const studio = await openStudio()
  t.teardown(() => studio.close())
  await Promise.all([studio.start(), studio.start()])
  const people = Array.from({ length: 24 }, (_, index) => index)
  const later = (n: number) => ({ ...person(n), phone: person(100 + n).phone })
  await studio.publish(...people.map(n => said(person(n), 'hi')))
  await studio.publish(...people.map(n => said(byNumber(100 + (23 - n)), 'hi')))
  await eventually(async () => (await studio.count('messaging.contacts')) === 48)
  await Promise.all([
    studio.publish(...people.map(n => said(later(n), 'menu'))),
    studio.publish(...people.toReversed().map(n => said(byNumber(100 + n), 'menu'))),
    studio.publish(...people.toReversed().map(n => said(later(n), 'menu'))),
  ])
  await eventually(async () => (await studio.count('messaging.contacts where merged_into is not null')) === 24)
  await eventually(async () => (await studio.count(`messaging.messages where direction = 'in'`)) === 120)
  const strays =
    'messaging.contact_aliases a join messaging.contacts c on c.id = a.contact_id where c.merged_into is not null'
  t.equal(await studio.count(strays), 0, 'all names lead to who remains')
  await eventually(
    async () => (await studio.count(`messaging.messages where state in ('queued', 'sending', 'parked')`)) === 0,
  )
  await pause(200)
  const unsaid = `messaging.messages i where direction = 'in' and not exists (
    select from messaging.messages o where o.direction = 'out' and o.cause_id = i.cause_id)`
  t.equal(await studio.count(unsaid), 0, 'each message has its answer')
})
