import { test } from 'tap'
import { numberId, phone, startSandbox, until } from './start-sandbox.ts'

const text = (body: string, more = {}) => ({ type: 'text', text: { body }, ...more })

test('sent, delivered and read follow a message, in this order, with what was sent along', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const { body } = await sandbox.send(text('hello', { biz_opaque_callback_data: 'out-1' }))
  const { id } = body.messages[0]
  const statuses = await until(() => sandbox.items('statuses').length === 2 && sandbox.items('statuses'))
  t.match(statuses, [
    {
      id,
      status: 'sent',
      recipient_id: phone,
      recipient_user_id: /^IL\./,
      biz_opaque_callback_data: 'out-1',
      pricing: { category: 'service' },
    },
    { id, status: 'delivered', biz_opaque_callback_data: 'out-1' },
  ])
  t.match(statuses[0].timestamp, /^\d{10}$/)
  t.same((await sandbox.call('POST', `/phones/${phone}/read`, {})).body, { read: 1 })
  const read = await until(() => sandbox.items('statuses')[2])
  t.match(read, { id, status: 'read' })
  t.notOk('pricing' in read)
  t.same((await sandbox.call('POST', `/phones/${phone}/read`, {})).body, { read: 0 }, 'read once')
  t.match((await sandbox.chat()).at(-1), {
    id,
    from: 'business',
    status: 'read',
    tag: 'out-1',
    content: { type: 'text', text: 'hello' },
  })
})

test('phones may read by themselves; a reaction yields only sent', async t => {
  const sandbox = await startSandbox(t, { AUTO_READ: 'true' })
  const [message] = await sandbox.say({ type: 'text', text: 'hi' })
  const reaction = await sandbox.send({
    type: 'reaction',
    reaction: { message_id: message, emoji: '🤩' },
    biz_opaque_callback_data: 'r1',
  })
  await sandbox.send(text('hello'))
  await until(() => sandbox.items('statuses').length === 4)
  t.same(
    sandbox
      .items('statuses')
      .filter(({ id }) => id === reaction.body.messages[0].id)
      .map(({ status }) => status),
    ['sent'],
  )
  const chat = await sandbox.chat()
  t.equal(chat.length, 2, 'a reaction is no message')
  t.same(chat[0].reactions, { business: '🤩' })
  await sandbox.send({ type: 'reaction', reaction: { message_id: message, emoji: '' } })
  t.same((await sandbox.chat())[0].reactions, {})
})

test('read marks everything before it, and shows that somebody types', async t => {
  const sandbox = await startSandbox(t)
  const [first] = await sandbox.say({ type: 'text', text: 'one' })
  const [second] = await sandbox.say({ type: 'text', text: 'two' })
  const [third] = await sandbox.say({ type: 'text', text: 'three' })
  await until(async () => (await sandbox.chat()).every(message => message.status === 'delivered'))
  const answer = await sandbox.graph('POST', `/${numberId}/messages`, {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: second,
    typing_indicator: { type: 'text' },
  })
  t.same(answer.body, { success: true })
  t.match(await sandbox.chat(), [
    { id: first, status: 'read' },
    { id: second, status: 'read' },
    { id: third, status: 'delivered' },
  ])
  const typing = async () => (await sandbox.call('GET', `/phones/${phone}`)).body.typingUntil
  t.ok((await typing()) > Date.now() + 20_000)
  await sandbox.send(text('here'))
  t.equal(await typing(), 0, 'the dots go with the answer')
  const unknown = await sandbox.graph('POST', `/${numberId}/messages`, {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: 'wamid.x',
  })
  t.match(unknown.body, { error: { code: 100 } })
})
