import { test } from 'tap'
import { API_KEYS, ask } from './support/api.ts'
import { person, said, status } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { channel, openStudio } from './support/studio.ts'

const second = '209000000000002'
const CHANNELS = JSON.stringify([{ id: second, account: 'waba-2', token: 'second', ratePerSecond: 7, pairBurst: 1 }])

test('two numbers: each with its token and its rates, and everybody is answered from the one they write to', async t => {
  const studio = await openStudio({
    API_KEYS,
    CHANNELS,
    CHANNEL_TOKENS: '{"second":"second-token"}',
    NUMBER_RATE: '50',
  })
  t.teardown(() => studio.close())
  const app = await studio.start()
  await t.test('the settings are written down', async t => {
    const { body } = await ask(app, 'GET /api/channels')
    t.match(body, [
      { id: channel, ratePerSecond: 50 },
      { id: second, account: 'waba-2', ratePerSecond: 7, state: 'active' },
    ])
    t.equal(await studio.count(`messaging.channels where pair_burst = 1 and id = '${second}'`), 1)
    t.notMatch(JSON.stringify(body), /token/)
  })

  await t.test('who writes to a number is answered from it', async t => {
    await studio.publish(said(person(1), 'hi', { to: second }), said(person(2), 'hi'))
    await eventually(() => studio.graph.sent.length >= 2)
    const numberOf = (n: number) => studio.graph.sent.find(({ to }) => to === `+${person(n).phone}`)?.number
    t.same([numberOf(1), numberOf(2)], [second, channel])
  })

  await t.test('what comes to a number that no settings name is kept, has no answer, and is told once', async t => {
    const strange = '106540352249999'
    const before = studio.graph.asked.length
    await studio.publish(said(person(3), 'hi', { to: strange }), said(person(4), 'hi', { to: strange }))
    await studio.publish(said(person(3), 'anybody there?', { to: strange }), said(person(5), 'hi', { to: second }))
    await eventually(() => studio.graph.asked.length === before + 1)
    await eventually(async () => (await studio.count(`messaging.messages where channel = '${strange}'`)) === 3)
    t.equal(await studio.count(`messaging.messages where channel = '${strange}' and direction = 'out'`), 0)
    const alerts = `messaging.alerts where reason = 'number_unknown' and resolved_at is null and channel = '${strange}'`
    t.equal(await studio.count(alerts), 1)
    await studio.start({ CHANNELS: CHANNELS.replace(second, strange) })
    t.equal(await studio.count(alerts), 0, 'until the settings name it')
  })

  await t.test('a contact is added to the number that is named, or to the first', async t => {
    const phone = '972501112233'
    const add = (body: object) => ask(app, 'POST /api/contacts', { role: 'agent', body: { phone, ...body } })
    const first = await add({})
    t.match(first, { status: 201, body: { channel } })
    const other = await add({ channel: second })
    t.match(other, { status: 201, body: { channel: second, phone } })
    t.not(first.body.contactId, other.body.contactId, 'the two numbers know different people')
    t.match(await add({ channel: second }), { status: 409 })
    t.match(await add({ channel: '3' }), { status: 422, body: { code: 'channel_unknown' } })
  })

  await t.test('a message goes out from the number that is named', async t => {
    const template = (name: string) => ({ type: 'template', name, language: 'en_US' })
    const send = (body: object) => ask(app, 'POST /api/messages/send', { role: 'agent', body })
    const phone = '972501112299'
    t.match(await send({ phone, channel: '3', content: template('x') }), {
      status: 422,
      body: { code: 'channel_unknown' },
    })
    const named = await send({ phone, channel: second, content: template('named') })
    t.match(named, { status: 201, body: { channel: second } })
    const unnamed = await send({ phone, content: template('unnamed') })
    t.match(unnamed, { status: 201, body: { channel } })
    const { contactId } = named.body
    t.equal((await send({ contactId, channel: second, content: template('x') })).status, 400)
    const sentAs = (name: string) =>
      studio.graph.sent.find(({ body }) => (body['template'] as { name?: string } | undefined)?.name === name)
    await eventually(() => sentAs('named') !== undefined && sentAs('unnamed') !== undefined)
    t.match(sentAs('named'), { number: second, token: 'second-token' })
    t.match(sentAs('unnamed'), { number: channel, token: 'a-token' })
  })

  const failNext = async (n: number, code: number, at?: Date) => {
    await studio.publish(said(person(n), 'hi'))
    const sent = () => studio.graph.sent.find(one => one.to === `+${person(n).phone}`)
    await eventually(() => sent() !== undefined)
    await studio.publish(status('failed', sent()!, code, at))
    await eventually(async () => (await studio.count('messaging.messages where refused_wamids is not null')) > 0)
    await studio.db.pool.query('update messaging.messages set refused_wamids = null')
  }
  const stopped = (id: string) => studio.count(`messaging.channels where state = 'stopped' and id = '${id}'`)

  await t.test('old news stop no number that has gone on sending well', async t => {
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)
    await studio.publish(said(person(10), 'hi'))
    await eventually(() => studio.graph.sent.some(({ to }) => to === `+${person(10).phone}`))
    await failNext(11, 131031, twoDaysAgo)
    t.equal(await stopped(channel), 1, 'that messages were accepted since proves nothing')
    await studio.db.pool.query(`update messaging.channels set state = 'active'`)
    await studio.db.pool.query('update messaging.alerts set resolved_at = now()')
    await studio.publish(status('sent', studio.graph.sent.find(({ to }) => to === `+${person(10).phone}`)!))
    await eventually(async () => (await studio.count('messaging.messages where sent_at is not null')) === 1)
    await failNext(12, 131031, twoDaysAgo)
    t.equal(await stopped(channel), 0, 'that they reached people does')
    t.equal(await studio.count(`messaging.alerts where reason = 'sender_stopped' and resolved_at is null`), 0)
    await failNext(13, 131031)
    t.equal(await stopped(channel), 1, 'news of today stop it')
    await studio.db.pool.query(`update messaging.channels set state = 'active'`)
  })

  await t.test('a limit of the account slows each of its numbers, a limit of the number only that one', async t => {
    const slowed = async () => {
      const { rows } = await studio.db.pool.query('select id from messaging.channels where slowed > 0 order by id')
      return rows.map(({ id }) => id)
    }
    await studio.db.pool.query(`update messaging.channels set account = 'waba-2' where id in ($1, $2)`, [
      channel,
      second,
    ])
    await failNext(14, 130429)
    t.same(await slowed(), [channel])
    await studio.db.pool.query('update messaging.channels set slowed = 0, slow_until = null')
    await failNext(15, 80007)
    t.same(await slowed(), [channel, '106540352249999', second], 'the strange one is of the same account by now')
  })
})
