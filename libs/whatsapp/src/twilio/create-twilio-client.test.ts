import { type OutboundContent, RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { test } from 'tap'
import { failureOf } from '../errors/whatsapp-failure.ts'
import type { HttpFetch } from '../http-fetch.ts'
import { createTwilioClient } from './create-twilio-client.ts'

type Call = {
  url: string
  method: string
  authorization: string | undefined
  form: Record<string, string>
  body: string
}

/** A Twilio that answers with what it is given, one after the other. */
function twilio(...answers: (Response | Error)[]) {
  return twilioWith({}, ...answers)
}

function twilioWith(more: { cards?: boolean; now?: () => number }, ...answers: (Response | Error)[]) {
  const calls: Call[] = []
  const fetch: HttpFetch = async (url, init) => {
    const { authorization } = (init?.headers ?? {}) as Record<string, string>
    const body = String(init?.body ?? '')
    calls.push({
      url,
      method: init?.method ?? 'GET',
      authorization,
      body,
      form: Object.fromEntries(new URLSearchParams(body)),
    })
    const answer = answers.shift() ?? new Error('nobody expected this call')
    if (answer instanceof Error) throw answer
    return answer
  }
  const client = createTwilioClient({
    apiUrl: 'https://api.twilio.com',
    accountSid: 'AC1',
    authToken: 'secret',
    number: '14155238886',
    statusUrl: 'https://bot.example/webhooks/twilio',
    mediaLink: (key, kind) => `https://media.example/${kind === 'image' ? key : `${kind}/${key}`}`,
    ...more,
    fetch,
  })
  return { client, calls }
}
const json = (body: unknown, status = 200) => Response.json(body, { status })
const queued = () => json({ sid: 'SM1', status: 'queued' }, 201)
const to = { phone: '972500000101' }
const send = (content: OutboundContent, ...answers: (Response | Error)[]) => {
  const { client, calls } = twilio(...answers)
  return client.send(content, to, { id: 'our-1' }).then(({ messageId }) => ({ messageId, calls }))
}
const file = { fileKey: 'a.jpg', mimeType: 'image/jpeg' }

test('a text is posted as a form, and its statuses come with our id', async t => {
  const { messageId, calls } = await send({ type: 'text', body: 'hi' }, queued())
  t.equal(messageId, 'SM1')
  t.match(calls, [
    {
      url: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json',
      authorization: `Basic ${Buffer.from('AC1:secret').toString('base64')}`,
      form: {
        From: 'whatsapp:+14155238886',
        To: 'whatsapp:+972500000101',
        Body: 'hi',
        StatusCallback: 'https://bot.example/webhooks/twilio?id=our-1',
      },
    },
  ])
})

test('files go as links, places as what Twilio calls an action', async t => {
  const form = async (content: OutboundContent) => (await send(content, queued())).calls[0]?.form
  t.match(await form({ type: 'image', file, caption: 'me' }), { MediaUrl: 'https://media.example/a.jpg', Body: 'me' })
  t.match(await form({ type: 'location', latitude: 1, longitude: 2, name: 'Studio' }), {
    PersistentAction: 'geo:1,2|Studio',
  })
  const { client } = twilio()
  t.equal(
    await client.uploadMedia(Buffer.from(''), 'image/jpeg', 'a.jpg', 'k/a.jpg'),
    'https://media.example/document/k/a.jpg',
  )
})

const none = () => json({ contents: [], meta: { next_page_url: null } })

test('buttons, links and lists are made once, with all their words as variables, and then sent by their sid', async t => {
  const { client, calls } = twilio(none(), json({ sid: 'HX1' }, 201), queued(), queued())
  const buttons = (body: string, id: string): OutboundContent => ({
    type: 'buttons',
    body,
    buttons: [{ id, title: 'A' }],
    footer: 'f',
  })
  await client.send(buttons('one', 'a'), to, { id: '1' })
  await client.send(buttons('two', 'b'), to, { id: '2' })
  const sending = '/2010-04-01/Accounts/AC1/Messages.json'
  t.same(
    calls.map(({ url }) => new URL(url).pathname),
    ['/v1/ContentAndApprovals', '/v1/Content', sending, sending],
  )
  t.match(JSON.parse(calls[1]?.body ?? ''), {
    types: { 'twilio/quick-reply': { body: '{{1}}', actions: [{ id: '{{2}}', title: '{{3}}' }] } },
    variables: { 1: 'sample', 2: 'sample', 3: 'sample' },
  })
  t.notMatch(calls[1]?.body, /one/, 'what is said is not left at Twilio')
  t.match(calls[3]?.form, { ContentSid: 'HX1', ContentVariables: '{"1":"two\\n\\n_f_","2":"b","3":"A"}' })
})

test('what another process has made is found, and is no template', async t => {
  const link = (order: number): OutboundContent => ({
    type: 'link',
    body: 'b',
    label: 'Pay',
    url: `https://pay.example/pay/${order}?x=1`,
  })
  const first = twilio(none(), json({ sid: 'HX1' }, 201), queued(), queued())
  await first.client.send(link(1), to, { id: '1' })
  await first.client.send(link(2), to, { id: '2' })
  const made = JSON.parse(first.calls[1]?.body ?? '')
  t.match(made.types, { 'twilio/call-to-action': { actions: [{ url: 'https://pay.example/{{3}}' }] } })
  t.match(first.calls[3]?.form, { ContentVariables: '{"1":"b","2":"Pay","3":"pay/2?x=1"}' })

  const listed = () => json({ contents: [{ ...made, sid: 'HX1' }], meta: {} })
  const second = twilio(listed(), queued(), listed())
  await second.client.send(link(3), to, { id: '3' })
  t.match(second.calls[1]?.form, { ContentSid: 'HX1' })
  const templates = []
  for await (const template of second.client.templates()) templates.push(template)
  t.same(templates, [])
})

test('the kinds of contents, and what is too long or too much for one', async t => {
  const types = async (content: OutboundContent, cards = true) => {
    const { client, calls } = twilioWith({ cards }, none(), json({ sid: 'HX2' }, 201), queued())
    await client.send(content, to, { id: '1' })
    return JSON.parse(calls[1]?.body ?? '').types
  }
  const list: OutboundContent = {
    type: 'list',
    body: 'b',
    button: 'go',
    sections: [
      {
        rows: [
          { id: '1', title: 'one' },
          { id: '2', title: 'two', description: 'd' },
        ],
      },
    ],
  }
  t.match(await types(list), {
    'twilio/list-picker': {
      button: '{{2}}',
      items: [
        { id: '{{3}}', item: '{{4}}' },
        { id: '{{5}}', item: '{{6}}', description: '{{7}}' },
      ],
    },
  })
  const link: OutboundContent = { type: 'link', body: 'b', label: 'Pay', url: 'https://pay.example/' }
  t.match(await types(link), { 'twilio/call-to-action': { actions: [{ type: 'URL', url: 'https://pay.example/' }] } })
  const covered: OutboundContent = { ...link, header: { type: 'image', file } }
  t.match(await types(covered), {
    'twilio/card': { title: '{{1}}', media: ['https://media.example/{{2}}'], actions: [{ type: 'URL' }] },
  })
  const { calls } = await send(covered, queued())
  t.match(calls[0]?.form, { Body: 'b\n\nPay: https://pay.example/', MediaUrl: 'https://media.example/a.jpg' })
  const long = await send({ ...list, body: 'x'.repeat(1025) }, queued())
  t.match(long.calls[0]?.form['Body'], /x\n\n1\. one\n2\. two$/, 'the words are said with numbers')
})

test('what Twilio cannot send is refused before it leaves', async t => {
  const place = { type: 'location', latitude: 1, longitude: 2 } as const
  const template = { type: 'template', name: 'x', language: 'en' } as const
  const button = (type: 'flow' | 'catalog') => ({ ...template, buttons: [{ index: 0, type, value: 'v' }] })
  const contents: OutboundContent[] = [
    { type: 'image', file, original: true },
    { type: 'document', file },
    { type: 'contacts', contacts: [{ name: { formatted: 'Noa' } }] },
    { type: 'flow', body: 'b', label: 'l', flow: { id: '1' }, token: 't' },
    { ...template, header: place },
    { ...template, header: { type: 'product', catalogId: '1', productId: '2' } },
    { ...template, offerEndsAt: '2026-11-21T10:00:00Z' },
    button('flow'),
    button('catalog'),
    { ...template, cards: [{ header: { type: 'image', file } }] },
  ]
  for (const content of contents) await t.rejects(send(content), { code: 'unsupported_by_provider' }, content.type)
})

test('where no content can be made, the words are said with numbers', async t => {
  const no = () => json({ code: 20403, message: 'no', status: 403 }, 403)
  const list: OutboundContent = {
    type: 'list',
    header: 'Styles',
    body: 'Which?',
    button: 'go',
    sections: [
      {
        rows: [
          { id: 'a', title: 'One' },
          { id: 'b', title: 'Two' },
        ],
      },
    ],
    footer: 'f',
  }
  const { client, calls } = twilio(no(), queued(), queued())
  t.same(await client.send(list, to, { id: '1' }), { messageId: 'SM1', numbered: true })
  t.equal(calls[1]?.form['Body'], '*Styles*\n\nWhich?\n\n1. One\n2. Two\n\n_f_')
  const link: OutboundContent = {
    type: 'link',
    body: 'b',
    label: 'Pay',
    url: 'https://pay.example/',
    header: { type: 'image', file },
  }
  t.same(await client.send(link, to, { id: '2' }), { messageId: 'SM1' }, 'a link is nothing to answer')
  t.match(calls[2]?.form, { Body: 'b\n\nPay: https://pay.example/', MediaUrl: 'https://media.example/a.jpg' })
  const later = twilio(none(), json({ code: 20429, message: 'later' }, 429))
  await t.rejects(later.client.send(list, to, { id: '3' }), TransientError)
})

const approved = (next: string | null = null) =>
  json({
    contents: [
      {
        sid: 'HX7',
        friendly_name: 'x',
        language: 'he',
        types: { 'twilio/text': { body: 'Hi {{1}}' } },
        approval_requests: { name: 'birthday', category: 'MARKETING', status: 'approved' },
      },
      { sid: 1 },
    ],
    meta: { next_page_url: next },
  })

test('templates by name, with their variables', async t => {
  const content: OutboundContent = {
    type: 'template',
    name: 'birthday',
    language: 'he',
    header: { type: 'image', file },
    body: [{ text: 'Noa' }, { text: '10%' }],
    buttons: [{ index: 0, type: 'url', value: 'abc' }],
  }
  const { calls } = await send(content, approved(), queued())
  t.match(calls[1]?.form, {
    ContentSid: 'HX7',
    ContentVariables: '{"1":"https://media.example/a.jpg","2":"Noa","3":"10%","4":"abc"}',
  })
  await t.rejects(send({ ...content, name: 'other' }, approved()), { code: 'no_template' })
  let nowMs = 0
  const late = twilioWith({ now: () => nowMs }, none(), json({ sid: 'HX1' }, 201), queued(), approved(), queued())
  await late.client.send({ type: 'link', body: 'b', label: 'l', url: 'https://x.example/1' }, to, { id: '1' })
  nowMs = 2000
  await late.client.send(content, to, { id: '2' })
  t.match(late.calls[4]?.form, { ContentSid: 'HX7' }, 'approved after the list was read')
  const sid = `HX${'0'.repeat(32)}`
  const named = await send(
    { type: 'template', name: sid, language: 'he', body: [{ name: 'first', text: 'Noa' }] },
    queued(),
  )
  t.match(named.calls[0]?.form, { ContentSid: sid, ContentVariables: '{"first":"Noa"}' })
})

test('the list of templates is read page by page, and always from Twilio', async t => {
  const { client, calls } = twilio(approved('https://evil.example/v1/ContentAndApprovals?PageToken=2'), approved())
  const all = []
  for await (const template of client.templates()) all.push(template)
  t.match(all, [
    {
      id: 'HX7',
      name: 'birthday',
      language: 'he',
      status: 'APPROVED',
      category: 'marketing',
      body: { variables: ['1'] },
    },
    { id: 'HX7' },
  ])
  t.same(
    calls.map(({ url }) => url),
    [
      'https://content.twilio.com/v1/ContentAndApprovals?PageSize=100',
      'https://content.twilio.com/v1/ContentAndApprovals?PageToken=2',
    ],
  )
})

test('errors are told by their class', async t => {
  const text: OutboundContent = { type: 'text', body: 'hi' }
  const refusal = (code: number, status = 400) => json({ code, message: 'no', status }, status)
  for (const [code, type, name] of [
    [63016, RejectedError, 'window_closed'],
    [63018, TransientError, 'rate_number'],
    [20003, TransientError, 'account'],
    [21610, RejectedError, 'recipient'],
  ] as const) {
    const error = await send(text, refusal(code)).catch((caught: unknown) => caught)
    t.ok(error instanceof type, name)
    t.match(failureOf(error), { class: name, code })
  }
  for (const answer of [new TypeError('fetch failed'), new Response('<html>', { status: 502 }), json({}, 201)]) {
    await t.rejects(send(text, answer), UnknownOutcomeError)
  }
  await t.rejects(send({ type: 'text', body: 'x'.repeat(1601) }), { code: 'too_long' })
  await t.rejects(send({ type: 'reaction', messageId: 'SM1', emoji: '❌' }), { code: 'unsupported_by_provider' })
})

test('the credentials stay at Twilio when a file lies elsewhere', async t => {
  const url = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM1/Media/ME1'
  const redirect = new Response(null, { status: 307, headers: { location: 'https://media.twiliocdn.com/x' } })
  const { client, calls } = twilio(redirect, new Response('bytes', { headers: { 'content-type': 'image/jpeg' } }))
  const got = await client.downloadMedia({ mediaId: url, url })
  t.same([String(got.bytes), got.mimeType], ['bytes', 'image/jpeg'])
  t.match(calls[0]?.authorization, /^Basic /)
  t.equal(calls[1]?.authorization, undefined)
  for (const elsewhere of ['https://evil.example/x', 'http://api.twilio.com/x', 'file:///etc/passwd', 'x']) {
    await t.rejects(twilio().client.downloadMedia({ mediaId: elsewhere }), { code: 'address_refused' }, elsewhere)
  }
  await t.rejects(twilio(new Response('', { status: 404 })).client.downloadMedia({ mediaId: url }), { code: 'gone' })
})

test('what became of a message', async t => {
  const answer = { sid: 'SM1', status: 'undelivered', date_sent: 'Sat, 21 Nov 2026 10:00:00 +0000', error_code: 63016 }
  t.match(await twilio(json(answer)).client.messageHistory('SM1'), [
    { messageId: 'SM1', status: 'failed', at: '2026-11-21T10:00:00.000Z', errorCode: 63016, error: /63016/ },
  ])
})

test('a message whose answer was lost is found by whom it went to, when, and what it says', async t => {
  const item = (sid: string, minute: number, more: object = {}) => ({
    sid,
    status: 'delivered',
    direction: 'outbound-api',
    body: 'hi',
    date_created: `Sat, 21 Nov 2026 10:${minute}:00 +0000`,
    ...more,
  })
  const first = [item('SM5', 45), item('SM4', 44, { body: 'other' }), item('SM3', 43, { direction: 'inbound' })]
  const rest = [item('SM2', 42, { status: 'queued' }), item('SM1', 41), item('SM0', 30), { sid: 7 }]
  const answers = () => [
    json({ messages: first, next_page_uri: 'https://evil.example/x?Page=1&PageToken=t' }),
    json({ messages: rest, next_page_uri: null }),
  ]
  const { client, calls } = twilio(...answers())
  const since = new Date('2026-11-21T10:40:00Z')
  const found = await client.sentSince?.({ type: 'text', body: ' hi' }, to, since)
  t.match(found, [
    { messageId: 'SM1', status: 'delivered' },
    { messageId: 'SM2', status: 'accepted' },
    { messageId: 'SM5' },
  ])
  const [asked, more] = calls.map(({ url }) => new URL(url))
  t.same(Object.fromEntries(asked?.searchParams ?? []), {
    From: 'whatsapp:+14155238886',
    To: 'whatsapp:+972500000101',
    'DateSent>': '2026-11-21',
    PageSize: '100',
  })
  t.equal(more?.href, 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=t')
  // The words of a content are put together by Twilio.
  const buttons = { type: 'buttons', body: 'b', buttons: [{ id: 'a', title: 'A' }] } as const
  const rich = await twilio(...answers()).client.sentSince?.({ ...buttons, buttons: [...buttons.buttons] }, to, since)
  t.equal(rich?.length, 4)
})

test('what customers sent is listed until it is too old, as the events of its webhooks', async t => {
  const item = (sid: string, hour: number, more: object = {}) => ({
    sid,
    status: 'received',
    direction: 'inbound',
    from: 'whatsapp:+972500000101',
    to: 'whatsapp:+14155238886',
    body: 'hi',
    num_media: '0',
    date_created: `Sat, 21 Nov 2026 ${hour}:00:00 +0000`,
    ...more,
  })
  const pages = [
    [item('SM5', 15), item('SM4', 14, { num_media: '1', body: '' }), item('SM9', 14, { direction: 'outbound-api' })],
    [item('SM3', 13), item('SM2', 11), { sid: 7 }],
    [item('SM1', 10)],
  ]
  const { client, calls } = twilio(
    ...pages.map(messages => json({ messages, next_page_uri: 'https://evil.example/x?Page=1' })),
    json({ media_list: [{ sid: 'ME1', content_type: 'image/jpeg' }] }),
  )
  const found = []
  for await (const page of client.receivedSince!(new Date('2026-11-21T12:00:00Z'))) found.push(...page)
  t.same(
    found.map(({ eventId }) => eventId),
    ['SM5', 'SM4', 'SM3'].map(sid => `wa:14155238886:${sid}`),
  )
  t.equal(calls.length, 3, 'a page that is older altogether is the last')
  t.match(calls[0]?.url, /Messages\.json\?To=whatsapp%3A%2B14155238886&DateSent%3E=2026-11-21&/)
  t.match(calls[1]?.url, /^https:\/\/api\.twilio\.com\/.*\?Page=1$/)
  const at = '2026-11-21T15:00:00.000Z'
  t.match(await found[0]?.read(), [
    {
      id: 'wa:14155238886:SM5',
      type: 'whatsapp.message.received.v1',
      time: at,
      data: { sentAt: at, contact: { phone: '972500000101' }, content: { type: 'text', body: 'hi' } },
    },
  ])
  const url = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM4/Media/ME1'
  t.match(await found[1]?.read(), [{ data: { content: { type: 'image', mediaId: url, url, mimeType: 'image/jpeg' } } }])
})
