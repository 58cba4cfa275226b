import sharp from 'sharp'
import { test } from 'tap'
import { phone, startSandbox, until } from './start-sandbox.ts'

const buttons = (...ids: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Choose' },
    action: { buttons: ids.map(id => ({ type: 'reply', reply: { id, title: id.toUpperCase() } })) },
  },
})
const list = {
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'Menu' },
    action: { button: 'Open', sections: [{ rows: [{ id: 'begin', title: 'Begin', description: 'Send selfies' }] }] },
  },
}

test('a tap answers the message that has the button', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const first = (await sandbox.send(buttons('yes', 'no'))).body.messages[0].id
  const second = (await sandbox.send(buttons('yes', 'later'))).body.messages[0].id
  const rows = (await sandbox.send(list)).body.messages[0].id
  await sandbox.say({ type: 'button', id: 'yes' })
  await sandbox.say({ type: 'button', title: 'NO' })
  await sandbox.say({ type: 'button', id: 'yes', messageId: first })
  await sandbox.say({ type: 'list', id: 'begin' })
  const items = await until(() => sandbox.items('messages').length === 5 && sandbox.items('messages').slice(1))
  t.match(items, [
    {
      type: 'interactive',
      context: { from: '15550100731', id: second },
      interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'YES' } },
    },
    { context: { id: first }, interactive: { button_reply: { id: 'no' } } },
    { context: { id: first }, interactive: { button_reply: { id: 'yes' } } },
    {
      context: { id: rows },
      interactive: { type: 'list_reply', list_reply: { id: 'begin', title: 'Begin', description: 'Send selfies' } },
    },
  ])
  for (const tap of [
    { type: 'button', id: 'gone' },
    { type: 'button', id: 'begin' },
    { type: 'list', id: 'yes' },
    { type: 'button', id: 'no', messageId: second },
  ]) {
    t.equal((await sandbox.call('POST', `/phones/${phone}/messages`, tap)).status, 400, JSON.stringify(tap))
  }
  t.match((await sandbox.chat()).at(-1), {
    from: 'phone',
    quotes: rows,
    content: { type: 'choice', text: 'Begin\nSend selfies' },
  })
})

test('everything else a person can send', async t => {
  const sandbox = await startSandbox(t)
  const base64 = Buffer.from('bytes').toString('base64')
  const [text] = await sandbox.say({ type: 'text', text: 'hi' })
  const [answer] = await sandbox.say({ type: 'text', text: 'this', replyTo: text })
  await sandbox.say({ type: 'reaction', messageId: text, emoji: '👍' })
  await sandbox.say({ type: 'location', latitude: 32.1, longitude: 34.8, name: 'Here' })
  await sandbox.say({ type: 'contacts', names: ['Daniel'] })
  await sandbox.say({
    type: 'document',
    file: { base64, mimeType: 'application/pdf', filename: 'a.pdf', caption: 'My order' },
  })
  await sandbox.say({ type: 'audio', file: { base64, mimeType: 'audio/ogg; codecs=opus' }, voice: true })
  await sandbox.say({ type: 'sticker', file: { base64, mimeType: 'image/webp' } })
  await sandbox.say({ type: 'raw', item: { type: 'hologram', hologram: { x: 1 } } })
  const items = await until(() => sandbox.items('messages').length === 9 && sandbox.items('messages'))
  t.match(items, [
    { type: 'text' },
    { id: answer, context: { from: '15550100731', id: text } },
    { type: 'reaction', reaction: { message_id: text, emoji: '👍' } },
    { type: 'location', location: { latitude: 32.1, name: 'Here' } },
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Daniel' } }] },
    { type: 'document', document: { filename: 'a.pdf', caption: 'My order', mime_type: 'application/pdf' } },
    { type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } },
    { type: 'sticker', sticker: { animated: false } },
    { type: 'hologram', hologram: { x: 1 }, from: phone },
  ])
  t.equal((await sandbox.chat()).length, 8)
})

test('pictures become JPEGs of at most 1600 pixels, unless they are sent raw', async t => {
  const sandbox = await startSandbox(t)
  const big = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#a33' } })
    .png()
    .toBuffer()
  const files = [
    { base64: big.toString('base64'), mimeType: 'image/png' },
    { base64: big.toString('base64'), mimeType: 'image/png', raw: true },
    { base64: Buffer.from('<svg/>').toString('base64'), mimeType: 'image/jpeg' },
  ]
  const ids = await sandbox.say({ type: 'pictures', samples: ['man-1-01', 'man-1-02'], files })
  t.equal(ids.length, 5)
  const chat = await until(async () => (await sandbox.chat()).length === 5 && (await sandbox.chat()))
  t.same(
    chat.map(({ id }) => id),
    ids,
    'in the order in which they were chosen',
  )
  t.match(chat[2].content.media, { mimeType: 'image/jpeg', width: 1600, height: 1067 })
  t.match(chat[3].content.media, { mimeType: 'image/png' })
  t.match(chat[4].content.media, { mimeType: 'image/jpeg' })
  const items = await until(() => sandbox.items('messages').length === 5 && sandbox.items('messages'))
  t.same(
    items.map(({ id }) => id),
    ids,
  )
  const unknown = await sandbox.call('POST', `/phones/${phone}/messages`, { type: 'pictures', samples: ['dog-1-1'] })
  t.equal(unknown.status, 400)
})

test('what makes no sense is refused', async t => {
  const sandbox = await startSandbox(t)
  for (const [path, body] of [
    [`/phones/${phone}/messages`, { type: 'nothing' }],
    [`/phones/${phone}/messages`, { type: 'text' }],
    [`/phones/${phone}/messages`, { type: 'reaction', messageId: 'x', emoji: '👍' }],
    ['/phones/abc/messages', { type: 'text', text: 'x' }],
    ['/phones/0123/messages', { type: 'text', text: 'x' }],
  ] as const) {
    t.equal((await sandbox.call('POST', path, body)).status, 400, path)
  }
  t.equal(sandbox.received.length, 0)
})

test('phones come into being on first use, and are the same people again', async t => {
  const sandbox = await startSandbox(t)
  const seen = (await sandbox.call('GET', '/phones/+1%20555-010-0123')).body
  t.match(seen, {
    phone: '15550100123',
    userId: /^US\./,
    windowOpen: false,
    messages: [],
    business: { name: 'Portrait Studio' },
  })
  const again = await startSandbox(t)
  t.match((await again.call('GET', '/phones/15550100123')).body, { name: seen.name, userId: seen.userId })
  await sandbox.call('PUT', '/phones/15550100123', { name: 'נועה לוי' })
  t.equal((await sandbox.call('GET', '/phones.json')).body.phones[0].name, 'נועה לוי')
})

test('events: the whole chat first, then every change', async t => {
  const sandbox = await startSandbox(t)
  const [before] = await sandbox.say({ type: 'text', text: 'before' })
  const controller = new AbortController()
  const stream = await fetch(`${sandbox.url}/phones/${phone}/events`, { signal: controller.signal })
  t.equal(stream.headers.get('content-type'), 'text/event-stream')
  let text = ''
  const reading = (async () => {
    for await (const chunk of stream.body!) text += Buffer.from(chunk).toString()
  })().catch(() => {})
  await until(() => text.includes('event: chat'))
  t.ok(text.includes(before!))
  await sandbox.send({ type: 'text', text: { body: 'after' } })
  await until(() => /event: message\ndata: .*after.*"delivered"/.test(text))
  controller.abort()
  await reading
})
