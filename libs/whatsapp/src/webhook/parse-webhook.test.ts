import { readdirSync, readFileSync } from 'node:fs'
import { type Event, parseEvent } from '@astria-bot/contracts'
import { test } from 'tap'
import { contactKey } from '../contact-key.ts'
import { serializeEscaped } from '../serialize-escaped.ts'
import { parseWebhook } from './parse-webhook.ts'

const fixtures = new URL('../../test-fixtures/', import.meta.url)
const now = new Date('2026-11-21T10:00:30.000Z')
const at = '2026-11-21T10:00:00.000Z'

function eventsOf(body: Buffer | string): Event[] {
  const parsed = parseWebhook(Buffer.from(body), now)
  if (!parsed.ok) throw new Error(parsed.why)
  return parsed.events
}

const read = (name: string) => readFileSync(new URL(`${name}.json`, fixtures))
const dataOf = (name: string) => eventsOf(read(name)).map(event => event.data as Record<string, unknown>)
const media = { mediaId: /^7/, sha256: /=$/ }
const raw = { raw: Object }

/** What each fixture's message must hold. */
const contents: Readonly<Record<string, object>> = {
  'message-text': { type: 'text', body: 'שלום 👋 a/b' },
  'message-image': { type: 'image', mimeType: 'image/jpeg', url: /^https/, caption: 'me', ...media },
  'message-video': { type: 'video', mimeType: 'video/mp4', ...media },
  'message-document': { type: 'document', mimeType: 'image/jpeg', filename: 'me.jpg', ...media },
  'message-audio': { type: 'audio', voice: true, mimeType: 'audio/ogg; codecs=opus', ...media },
  'message-sticker': { type: 'sticker', animated: true, ...media },
  'message-location': { type: 'location', latitude: 32.08, longitude: 34.78, name: 'Port', address: '1 Quay' },
  'message-contacts': { type: 'contacts', origin: 'contact_request', contacts: [{ vcard: String }] },
  'message-reaction': { type: 'reaction', messageId: 'wamid.OURS0001==', emoji: '❤️' },
  'message-reaction-removed': { type: 'reaction', messageId: 'wamid.OURS0001==', emoji: null },
  'message-button': { type: 'button', id: 'begin', title: 'Begin' },
  'message-list': { type: 'list', id: 'row-1', title: 'One', description: 'The first' },
  'message-flow': { type: 'flow', responseJson: /tok-1/, flowToken: 'tok-1' },
  'message-flow-not-json': { type: 'flow', responseJson: '{oops', flowToken: undefined },
  'message-call-permission': { type: 'call_permission', response: 'accept', ...raw },
  'message-interactive-empty': { type: 'unsupported', originalType: 'interactive', ...raw },
  'message-interactive-unknown': { type: 'unsupported', originalType: 'interactive:palm_reply', ...raw },
  'message-template-button': { type: 'button', id: 'STOP', title: 'Stop it' },
  'message-order': { type: 'order', ...raw },
  'message-system-number': {
    type: 'system',
    kind: 'user_changed_number',
    phone: '972500000177',
    userId: 'IL.11111111111111111177',
  },
  'message-system-user-id': {
    type: 'system',
    kind: 'user_changed_user_id',
    previousUserId: 'IL.11111111111111111103',
    userId: 'IL.11111111111111111133',
  },
  'message-system-identity': { type: 'system', kind: 'customer_identity_changed', identityHash: 'aGFzaA==' },
  'message-unsupported': { type: 'unsupported', originalType: 'poll', ...raw },
  'message-edit': {
    type: 'edit',
    originalMessageId: 'wamid.SAMPLE0001==',
    content: { type: 'text', body: 'better' },
  },
  'message-revoke': { type: 'revoke', originalMessageId: 'wamid.SAMPLE0001==' },
  'message-welcome': { type: 'welcome' },
  'message-unknown-type': { type: 'unsupported', originalType: 'telepathy', ...raw },
}

test('every type of message is read', async t => {
  for (const [name, content] of Object.entries(contents)) {
    const [event, ...others] = eventsOf(read(name))
    t.match(
      event,
      { type: 'whatsapp.message.received.v1', data: { channel: '209000000000001', sentAt: at, content } },
      name,
    )
    t.ok(others.every(({ type }) => type === 'whatsapp.account.changed.v1'))
  }
})

test('who wrote is known by any of the ids', async t => {
  t.match(dataOf('message-text'), [
    { contact: { userId: 'IL.11111111111111111101', phone: '972500000101', name: 'תמר לב' } },
  ])
  t.match(dataOf('message-text-without-user-id'), [{ contact: { phone: '972500000199', userId: undefined } }])
  t.match(dataOf('message-text-username-only'), [
    { contact: { userId: 'IL.11111111111111111103', phone: undefined, username: '@yael.sample' } },
  ])
  const [event] = eventsOf(read('message-text-username-only'))
  t.equal(event?.subject, contactKey({ userId: 'IL.11111111111111111103' }))
  t.match(event?.subject, /^[\w-]{22}$/)
})

test('what comes beside the content is kept', async t => {
  t.match(dataOf('message-text-milliseconds'), [{ sentAt: at }])
  t.match(dataOf('message-text-reply'), [{ context: { messageId: 'wamid.OURS0001==' } }])
  t.match(dataOf('message-text-forwarded'), [{ context: { forwarded: true, messageId: undefined } }])
  t.match(dataOf('message-text-product'), [{ context: { referredProduct: { product_retailer_id: 'P1' } } }])
  t.match(dataOf('message-text-advertisement'), [{ referral: { ctwa_clid: 'c1' } }])
  t.match(dataOf('message-text-group'), [{ groupId: 'group-1' }])
})

test('statuses', async t => {
  t.match(dataOf('status-sent'), [
    {
      status: 'sent',
      messageId: 'wamid.OURS0001==',
      at,
      echoedId: 'our-id-1',
      contact: { userId: 'IL.11111111111111111101' },
      errors: [],
      pricing: { category: 'service' },
    },
  ])
  t.match(dataOf('status-failed'), [
    { status: 'failed', contact: { phone: '972500000101' }, errors: [{ code: 131047, details: /24 hours/ }] },
  ])
  t.match(dataOf('status-failed-without-code'), [{ status: 'failed', errors: [{ code: -1 }] }])
  t.match(dataOf('status-username-only'), [{ contact: { phone: undefined, parentUserId: 'IL.ENT.1' } }])
  t.match(dataOf('status-unknown-word'), [{ status: 'savoured' }])
  t.match(dataOf('status-group'), [{ contact: { phone: '972500000101' } }, { contact: { phone: '972500000102' } }])
  const ids = eventsOf(read('status-group')).map(event => event.id)
  t.not(ids[0], ids[1], 'each member of a group has a status of their own')
})

test('everything else is kept as it came', async t => {
  t.match(dataOf('field-value-errors'), [{ field: 'errors', value: { code: 130429 }, channel: '209000000000001' }])
  t.match(dataOf('field-user-preferences'), [
    { field: 'user_preferences', value: { value: 'stop' }, at },
    { field: 'user_preferences', value: { value: 'resume' } },
  ])
  t.match(eventsOf(read('field-user-preferences'))[0], { subject: contactKey({ userId: 'IL.11111111111111111101' }) })
  t.match(dataOf('field-template-status'), [
    { field: 'message_template_status_update', account: '309000000000001', value: { event: 'APPROVED' }, at },
  ])
  t.match(dataOf('field-message-echoes'), [{ field: 'smb_message_echoes', value: { text: { body: String } } }])
  t.match(eventsOf(read('field-message-echoes'))[0], { subject: contactKey({ userId: 'IL.11111111111111111101' }) })
  t.match(dataOf('field-calls'), [{ field: 'calls', value: { event: 'connect' } }])
  t.match(dataOf('field-unknown'), [{ field: 'nebula_update', value: { event: 'BORN' } }])
  t.match(eventsOf(read('field-account-update'))[0], { subject: '309000000000001', time: now.toISOString() })
})

test('a batch: each item by its own number, broken ones beside good ones, in order', async t => {
  const seen = eventsOf(read('mixed-batch')).map(({ type, data }) => {
    const { channel, content, status, field, reason } = data as Record<string, { type?: string } | string>
    return [type.split('.')[1], typeof content === 'object' ? content.type : (status ?? field ?? reason), channel]
  })
  const one = '209000000000001'
  const two = '209000000000002'
  t.same(seen, [
    ['message', 'text', one],
    ['message', 'unsupported', one],
    ['item', 'the timestamp is missing or has a wrong form', one],
    ['message', 'image', one],
    ['item', 'the item is missing or has a wrong form', one],
    ['message', 'text', one],
    ['status', 'delivered', one],
    ['status', 'sent', one],
    ['item', 'the id of the message is missing or has a wrong form', one],
    ['account', 'user_preferences', one],
    ['message', 'text', two],
    ['status', 'read', two],
    ['account', 'nebula_update', undefined],
    ['item', 'the change has no value', undefined],
  ])
})

test('events fit their contracts, and have the same ids when they come again', async t => {
  for (const name of readdirSync(fixtures).map(file => file.replace('.json', ''))) {
    const events = eventsOf(read(name))
    for (const event of events) t.same(parseEvent(JSON.parse(JSON.stringify(event))), event, name)
    const again = parseWebhook(Buffer.from(serializeEscaped(JSON.parse(String(read(name))))), new Date(+now + 60_000))
    t.same(
      again.ok && again.events.map(event => event.id),
      events.map(event => event.id),
      name,
    )
    t.equal(new Set(events.map(event => event.id)).size, events.length, name)
    for (const { subject } of events) t.notMatch(subject, /97250/)
  }
})

test('ids are the provider’s, and never break a header', async t => {
  t.match(eventsOf(read('message-text')), [{ id: 'wa:209000000000001:wamid.SAMPLE0001==' }])
  t.match(eventsOf(read('status-sent')), [{ id: 'wa:209000000000001:wamid.OURS0001==:sent:1795255200' }])
  const odd = String(read('message-text')).replace('wamid.SAMPLE0001==', `wamid\\r\\nX: y${'z'.repeat(500)}`)
  t.match(eventsOf(odd)[0]?.id, /^wa:[\w-]{43}$/)
})

test('what is not JSON is malformed, what is no webhook is kept', async t => {
  for (const body of ['', '{', 'null null', '\u0000', '"']) {
    t.same(parseWebhook(Buffer.from(body), now), { ok: false, why: 'malformed' }, JSON.stringify(body))
  }
  for (const body of ['{}', '[]', 'null', '1', '{"entry":[]}', '{"entry":7}']) {
    t.match(eventsOf(body), [{ type: 'whatsapp.item.broken.v1', subject: 'system' }], body)
  }
  for (const body of [
    '{"entry":[null]}',
    '{"entry":[{"changes":[1]}]}',
    '{"entry":[{"changes":[{"value":{"messages":[[]]}}]}]}',
  ]) {
    t.match(eventsOf(body), [{ type: 'whatsapp.item.broken.v1' }], body)
  }
})

test('prototypes are out of reach', async t => {
  const body = String(read('message-unknown-type')).replace('"thought": "?"', '"__proto__": {"polluted": 1}, "a": 2')
  t.match(eventsOf(body), [{ data: { content: { raw: { telepathy: { a: 2 } } } } }])
  t.notMatch(JSON.stringify(eventsOf(body)), /polluted/)
  for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const odd = String(read('message-unknown-type')).replace('"telepathy",', `"${type}",`)
    t.match(eventsOf(odd), [{ data: { content: { type: 'unsupported', originalType: type } } }], type)
  }
})

test('what no database takes is replaced, and nothing else', async t => {
  const text = (body: string) => {
    const [event] = eventsOf(String(read('message-text')).replace(/"body": ".*"/, `"body": "${body}"`))
    return (event!.data as { content: { body: string } }).content.body
  }
  t.equal(text('a\\u0000b'), 'a\ufffdb')
  t.equal(text('\\ud83d\\udc4b'), '👋')
  t.equal(text('\\uD83D\\uDC4B \\ud83d'), '👋 \ufffd')
  t.equal(text('\\udc4b\\ud83d'), '\ufffd\ufffd')
})

test('bombs: depth, size and number', async t => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const unknown = String(read('message-unknown-type')).replace('"?"', deep)
  t.match(eventsOf(unknown), [{ data: { content: { raw: { dropped: 'nested too deeply' } } } }])
  t.doesNotThrow(() => JSON.stringify(eventsOf(unknown)))

  const large = String(read('message-text')).replace('a/b', 'x'.repeat(2_000_000))
  const [event] = eventsOf(large)
  t.match(event, { type: 'whatsapp.item.broken.v1', data: { reason: /too large/, raw: { chars: Number } } })
  t.ok(JSON.stringify(event).length < 200_000)

  const many = `{"entry":[{"changes":[{"field":"messages","value":{"messages":[${'0,'.repeat(500_000)}0]}}]}]}`
  t.equal(eventsOf(many).length, 10_001)
})

test('a thousand updates of three megabytes', async t => {
  const [first] = JSON.parse(String(read('message-text'))).entry
  const [message] = first.changes[0].value.messages
  const messages = Array.from({ length: 1000 }, (_, index) => ({
    ...message,
    id: `wamid.${index}`,
    text: { body: '/'.repeat(1400) },
  }))
  const value = { ...first.changes[0].value, messages }
  const body = serializeEscaped({ entry: [{ ...first, changes: [{ field: 'messages', value }] }] })
  t.ok(body.length > 2_900_000)
  const events = eventsOf(body)
  t.equal(events.length, 1000)
  t.same(
    events.map(event => event.id.split('.')[1]),
    messages.map((_, index) => String(index)),
  )
})
