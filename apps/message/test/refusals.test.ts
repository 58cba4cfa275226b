import { randomUUID } from 'node:crypto'
import { messageRequested } from '@astria-bot/contracts'
import { test } from 'tap'
import { accept, open, pause, refusal, states, to } from './support/delivery.ts'
import { person, said, status, told } from './support/events.ts'
import { eventually } from './support/eventually.ts'

test('a customer gets too much: only they wait', async t => {
  const studio = await open(t)
  let refusals = 1
  studio.graph.answer = ({ to }) => (to.endsWith(person(1).phone) && refusals-- > 0 ? refusal(131056) : accept)
  await studio.publish(said(person(1), 'hi'), said(person(2), 'hi'))
  await eventually(() => to(studio, 2).length === 1)
  await pause(1000)
  t.equal(to(studio, 1).length, 0)
  await eventually(() => to(studio, 1).length === 1, { timeoutMs: 9000 })
  t.ok(to(studio, 1)[0]!.at - studio.graph.asked[0]!.at >= 5900, 'not before the six seconds that Meta names')
})

test('the number sends too fast: everything waits, nothing is lost', async t => {
  const studio = await open(t, { SEND_CONCURRENCY: '4' })
  let refusals = 3
  studio.graph.answer = () => (refusals-- > 0 ? refusal(130429, 429) : accept)
  const people = Array.from({ length: 12 }, (_, n) => person(n))
  await studio.publish(...people.map(one => said(one, 'hi')))
  await eventually(() => studio.graph.sent.length === people.length)
  const [lastRefused, firstSent] = [studio.graph.asked[2]!.at, studio.graph.sent.at(-1)!.at]
  t.ok(firstSent - lastRefused >= 900)
  t.equal(new Set(studio.graph.sent.map(({ id }) => id)).size, people.length)
})

test('the 24 hours are over: the message waits until the customer writes again', async t => {
  const studio = await open(t)
  const yesterday = new Date(Date.now() - 25 * 3_600_000)
  await studio.publish(said(person(1), 'hi', { at: yesterday }))
  await eventually(async () => (await states(studio))[0]?.state === 'parked')
  t.match(await states(studio), [{ state: 'parked', reason: 'window_closed' }])
  t.equal(studio.graph.asked.length, 0, 'WhatsApp is not even asked')
  await studio.publish(said(person(1), 'support'))
  await eventually(() => to(studio, 1).length === 2)
  t.match(
    to(studio, 1).map(({ type }) => type),
    ['interactive', 'text'],
  )
  await eventually(async () => (await states(studio)).every(({ state }) => state === 'accepted'))
})

test('WhatsApp says that the 24 hours are over: the same', async t => {
  const studio = await open(t)
  studio.graph.answer = () => refusal(131047)
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await states(studio))[0]?.state === 'parked')
  t.match(await states(studio), [{ error_code: 131047 }])
  studio.graph.answer = () => accept
  await studio.publish(said(person(1), 'support'))
  await eventually(() => to(studio, 1).length === 2)
  t.pass()
})

test('the token is refused: nothing is hammered, nothing is lost, and it goes on when the token works', async t => {
  const studio = await open(t)
  studio.graph.answer = () => refusal(190, 401)
  const people = Array.from({ length: 20 }, (_, n) => person(n))
  await studio.publish(...people.map(one => said(one, 'hi')))
  await eventually(() => studio.graph.asked.length > 0)
  await pause(2500)
  t.ok(studio.graph.asked.length <= 20 + 4, `asked ${studio.graph.asked.length} times`)
  t.equal(await studio.count(`messaging.messages where direction = 'out' and state = 'queued'`), 20)
  studio.graph.answer = () => accept
  await eventually(() => studio.graph.sent.length === 20)
  t.equal(new Set(studio.graph.sent.map(({ id }) => id)).size, 20)
})

test('a message that is refused for good fails with its reason, and the next one goes', async t => {
  const studio = await open(t)
  let first = true
  studio.graph.answer = () => {
    const answer = first ? refusal(131026) : accept
    first = false
    return answer
  }
  await studio.publish(said(person(1), 'hi'))
  await studio.publish(said(person(1), 'support'))
  await eventually(() => to(studio, 1).length === 1)
  await eventually(async () => (await states(studio))[1]?.state === 'accepted')
  t.match(await states(studio), [{ state: 'failed', error_code: 131026 }, { state: 'accepted' }])
})

test('what failed after it was accepted has a second chance, where the error says so', async t => {
  const studio = await open(t)
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => to(studio, 1).length === 1)
  const { rows } = await studio.db.pool.query('select id from messaging.contacts')
  const contactId = rows[0].id as string
  const requester = { kind: 'automation', automationId: randomUUID(), executionId: randomUUID() } as const
  const ask = async (body: string, more: object = {}) => {
    const requestId = randomUUID()
    const content = { type: 'text', body } as const
    await studio.publish(
      told(messageRequested, contactId, { requestId, contactId, requester, content, essential: false, ...more }),
    )
    return requestId
  }
  const row = async (id: string) =>
    (
      await studio.db.pool.query(
        `select state, reason, wamid, as_template, extract(epoch from parked_until - now())::int as s from messaging.messages where id = $1`,
        [id],
      )
    ).rows[0]
  const last = () => studio.graph.sent.at(-1)!
  const sentOnce = (id: string) => eventually(() => studio.graph.sent.some(sent => sent.id === id))

  const template = { type: 'template', name: 'birthday', language: 'en_US' }
  const bound = await ask('Happy birthday', { template })
  await sentOnce(bound)
  await studio.publish(status('failed', last(), 131047))
  await eventually(() => studio.graph.sent.filter(({ id }) => id === bound).length === 2)
  t.match(last(), { type: 'template', body: { template: { name: 'birthday' } } }, 'as its template')
  await eventually(async () => (await row(bound)).state === 'accepted')
  t.equal((await row(bound)).wamid, last().wamid, 'and known by its new name')
  await studio.publish(status('failed', last(), 131047))
  await eventually(async () => (await row(bound)).state === 'parked')
  t.equal(studio.graph.sent.filter(({ id }) => id === bound).length, 2, 'not a third time by itself')

  const marketing = await ask('Sale')
  await sentOnce(marketing)
  await studio.publish(status('failed', last(), 131049))
  await eventually(async () => (await row(marketing)).state === 'parked')
  const parked = await row(marketing)
  t.match(parked, { reason: 'whatsapp_131049', wamid: null })
  t.ok(parked.s > 23 * 3600 && parked.s <= 24 * 3600, 'for a day')
  await studio.publish(said(person(1), 'support'))
  await eventually(async () => (await studio.count(`messaging.messages where direction = 'in'`)) === 2)
  t.equal((await row(marketing)).state, 'parked', 'also if the customer writes')
  await studio.db.pool.query('update messaging.messages set parked_until = now() where id = $1', [marketing])
  await eventually(() => studio.graph.sent.filter(({ id }) => id === marketing).length === 2)
  t.pass('then it is tried again')

  for (const [code, reason] of [
    [131000, 'refused_for_now'],
    [131056, 'refused_for_now'],
  ] as const) {
    const passing = await ask(`late ${code}`)
    await sentOnce(passing)
    const refused = last()
    await studio.publish(status('failed', refused, code))
    await eventually(async () => (await row(passing)).state === 'parked')
    const waits = await row(passing)
    t.match(waits, { reason, wamid: null }, `${code}`)
    t.ok(waits.s >= 5, 'longer than a pair of people has to wait')
    // Twilio's callbacks come in any order: what comes late of the refused try must not end the next one.
    await studio.publish(status('sent', refused))
    await studio.db.pool.query('update messaging.messages set parked_until = now() where id = $1', [passing])
    await eventually(() => studio.graph.sent.filter(({ id }) => id === passing).length === 2)
    await eventually(async () => (await row(passing)).state === 'accepted')
    t.equal((await row(passing)).wamid, last().wamid)
    await studio.publish(status('failed', last(), code))
    await eventually(async () => (await row(passing)).state === 'failed')
    t.equal(studio.graph.sent.filter(({ id }) => id === passing).length, 2, `${code}: once more, not for ever`)
  }

  const tooMany = await ask('too many')
  await sentOnce(tooMany)
  await studio.publish(status('failed', last(), 130429))
  await eventually(() => studio.graph.sent.filter(({ id }) => id === tooMany).length === 2)
  t.ok(last().at - studio.graph.sent.at(-2)!.at >= 900, 'the whole number waits')

  await studio.files.put('packs/cover.jpg', Buffer.from('a picture'), 'image/jpeg')
  const image = { type: 'image', file: { fileKey: 'packs/cover.jpg', mimeType: 'image/jpeg' } }
  const shown = await ask('', { content: image })
  await sentOnce(shown)
  const uploads = studio.graph.uploads
  await studio.publish(status('failed', last(), 131053))
  await eventually(() => studio.graph.sent.filter(({ id }) => id === shown).length === 2)
  t.equal(studio.graph.uploads, uploads + 1, 'with its file uploaded anew')
  t.not(last().body['image'], studio.graph.sent.at(-2)!.body['image'])
  await eventually(async () => (await row(shown)).state === 'accepted')
  await studio.publish(status('failed', last(), 131053))
  await eventually(async () => (await row(shown)).state === 'failed')
  t.equal(await studio.count('messaging.uploads'), 0, 'whoever sends the file next does not get the refused upload')

  const unpaid = await ask('the account was not paid')
  await sentOnce(unpaid)
  await studio.publish(status('failed', last(), 131042))
  await eventually(() => studio.graph.sent.filter(({ id }) => id === unpaid).length === 2)
  await eventually(async () => (await row(unpaid)).state === 'accepted')
  t.equal(await studio.count(`messaging.channels where state = 'active'`), 1, 'now and then a stopped number is tried')

  const locked = await ask('the account was locked')
  await sentOnce(locked)
  const claiming = await studio.db.pool.connect()
  await claiming.query('begin')
  await claiming.query('select from messaging.channels for no key update')
  await studio.publish(status('failed', last(), 131031))
  const waits = `pg_stat_activity where wait_event_type = 'Lock' and query like '%select id from messaging.channels%'`
  await eventually(async () => (await studio.count(waits)) > 0)
  await claiming.query('select from messaging.messages where id = $1 for update nowait', [locked])
  t.pass('a status locks numbers before messages, as claiming does')
  await claiming.query('commit')
  claiming.release()
  await eventually(async () => (await row(locked)).state === 'queued')
  await pause(1200)
  t.match(await row(locked), { state: 'queued', wamid: null }, 'the queue is kept')
  await studio.db.pool.query(`update messaging.channels set state = 'active', retry_at = null, stops = 0`)
  await eventually(() => studio.graph.sent.filter(({ id }) => id === locked).length === 2)
  await eventually(async () => (await row(locked)).state === 'accepted')

  const blocked = await ask('hello')
  await sentOnce(blocked)
  await studio.publish(status('failed', last(), 131026))
  await eventually(async () => (await row(blocked)).state === 'failed')
  t.match(await row(blocked), { reason: 'refused_later' })
})
