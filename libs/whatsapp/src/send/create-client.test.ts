import { createHash } from 'node:crypto'
import { type OutboundContent, RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { test } from 'tap'
import { failureOf } from '../errors/whatsapp-failure.ts'
import type { HttpFetch } from '../http-fetch.ts'
import { createWhatsAppClient } from './create-client.ts'

const apiUrl = 'https://graph.facebook.com/v25.0'
const text: OutboundContent = { type: 'text', body: 'hi' }
const to = { phone: '972500000101' }

type Call = { url: string; method: string; authorization: string | undefined; body: unknown }

/** A Graph API that answers with what it is given, one after the other. */
function graph(...answers: (Response | Error | ((call: Call) => Response))[]) {
  const calls: Call[] = []
  const fetch: HttpFetch = async (url, init) => {
    const headers = (init?.headers ?? {}) as Record<string, string>
    const call = { url, method: init?.method ?? 'GET', authorization: headers.authorization, body: init?.body }
    calls.push(call)
    const answer = answers.shift() ?? new Error('nobody expected this call')
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? answer(call) : answer
  }
  return { calls, client: createWhatsAppClient({ apiUrl, numberId: '209', token: 'token-1', fetch }) }
}

const json = (body: unknown, status = 200) => Response.json(body, { status })
const refusal = (code: number, status = 400) =>
  json({ error: { code, message: 'no', error_data: { details: 'why' } } }, status)
const accepted = () => json({ messages: [{ id: 'wamid.1' }], contacts: [{ input: 'x', wa_id: '1' }] })

test('a message is sent with our id and our token', async t => {
  const { client, calls } = graph(accepted())
  t.same(await client.send(text, to, { id: 'our-1' }), { messageId: 'wamid.1' })
  t.match(calls, [{ url: `${apiUrl}/209/messages`, method: 'POST', authorization: 'Bearer token-1' }])
  t.match(JSON.parse(String(calls[0]?.body)), { to: '+972500000101', biz_opaque_callback_data: 'our-1' })
})

test('what breaks a limit is never sent', async t => {
  const { client, calls } = graph()
  await t.rejects(client.send({ type: 'text', body: 'x'.repeat(5000) }, to, { id: '1' }), { code: 'too_long' })
  await t.rejects(client.send(text, to, { id: 'x'.repeat(513) }), { code: 'too_long' })
  t.same(calls, [])
})

test('errors are told by their class', async t => {
  const cases = [
    [refusal(131056), TransientError, 'rate_pair', 6000],
    [refusal(130429), TransientError, 'rate_number', 1000],
    [refusal(131000, 500), TransientError, 'transient', undefined],
    [refusal(190, 401), TransientError, 'account', 60_000],
    [refusal(131049), TransientError, 'park', 86_400_000],
    [refusal(131047), RejectedError, 'window_closed', undefined],
    [refusal(131026), RejectedError, 'recipient', undefined],
    [refusal(131009), RejectedError, 'request', undefined],
    [refusal(424242), RejectedError, 'unknown', undefined],
    [json('?', 404), RejectedError, 'unknown', undefined],
  ] as const
  for (const [answer, type, name, retryAfterMs] of cases) {
    const error = await graph(answer)
      .client.send(text, to, { id: '1' })
      .catch((caught: unknown) => caught)
    t.ok(error instanceof type, name)
    t.equal(failureOf(error)?.class, name)
    if (error instanceof TransientError) t.equal(error.retryAfterMs, retryAfterMs)
  }
  const rejected = await graph(refusal(131047))
    .client.send(text, to, { id: '1' })
    .catch((caught: unknown) => caught)
  t.match(rejected, { code: 'whatsapp_131047' })
  t.match(failureOf(rejected), { code: 131047, details: 'why', status: 400 })
  t.equal(failureOf(new Error('x')), undefined)
})

test('what cannot be a code is none', async t => {
  for (const code of [1.5, 1e12, -(2 ** 40), 2 ** 31]) {
    const error = await graph(refusal(code))
      .client.send(text, to, { id: '1' })
      .catch((caught: unknown) => caught)
    t.match(failureOf(error), { code: undefined, class: 'unknown', status: 400 }, `${code}`)
  }
})

test('where nobody knows whether it was accepted, the error says so', async t => {
  const unclear = [
    new UnknownOutcomeError('no answer'),
    new TypeError('fetch failed'),
    json({}, 502),
    new Response('<html>', { status: 503 }),
    json({ messages: [] }),
    new Response('', { status: 200 }),
  ]
  for (const answer of unclear) await t.rejects(graph(answer).client.send(text, to, { id: '1' }), UnknownOutcomeError)
  await t.rejects(graph(new TransientError('refused')).client.send(text, to, { id: '1' }), TransientError)
})

test('reading and uploading may be repeated: never an unknown outcome', async t => {
  for (const answer of [new UnknownOutcomeError('x'), new TypeError('x')]) {
    await t.rejects(graph(answer).client.markRead?.('wamid.1') ?? Promise.resolve(), TransientError)
    await t.rejects(graph(answer).client.uploadMedia(Buffer.from('x'), 'image/jpeg', 'a.jpg'), TransientError)
  }
  const { client, calls } = graph(json({ success: true }))
  await client.markRead?.('wamid.1', { typing: true })
  t.same(JSON.parse(String(calls[0]?.body)), {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: 'wamid.1',
    typing_indicator: { type: 'text' },
  })
})

test('a file is uploaded as a form', async t => {
  const { client, calls } = graph(json({ id: '900' }))
  t.equal(await client.uploadMedia(Buffer.from([0xff, 0xd8, 0]), 'image/jpeg', 'a".jpg'), '900')
  const body = Buffer.from(calls[0]?.body as Uint8Array).toString('latin1')
  t.match(body, /name="messaging_product"\r\n\r\nwhatsapp\r\n/)
  t.match(body, /name="type"\r\n\r\nimage\/jpeg\r\n/)
  t.ok(body.includes('filename="a_.jpg"\r\ncontent-type: image/jpeg\r\n\r\n\u00ff\u00d8\u0000\r\n--'))
  await t.rejects(client.uploadMedia(Buffer.alloc(5 * 1024 * 1024 + 1), 'image/jpeg', 'a.jpg'), { code: 'too_large' })
  t.equal(calls.length, 1)
})

const bytes = Buffer.from('picture')
const base64 = createHash('sha256').update(bytes).digest('base64')
const hex = createHash('sha256').update(bytes).digest('hex')
const cdn = 'https://lookaside.fbsbx.com/x?mid=1'
const file = () => new Response(bytes, { headers: { 'content-type': 'image/jpeg' } })
const info = (extra: object = {}) =>
  json({ url: cdn, mime_type: 'image/jpeg', sha256: hex, file_size: bytes.length, ...extra })

test('a file is downloaded in two steps, with the token', async t => {
  const { client, calls } = graph(info(), file())
  t.same(await client.downloadMedia({ mediaId: '1', sha256: base64 }), { bytes, mimeType: 'image/jpeg' })
  t.match(calls, [
    { url: `${apiUrl}/1?phone_number_id=209`, authorization: 'Bearer token-1' },
    { url: cdn, authorization: 'Bearer token-1' },
  ])
})

test('the direct link is used, and the id when the link has expired', async t => {
  const direct = graph(file())
  await direct.client.downloadMedia({ mediaId: '1', url: cdn, sha256: base64 })
  t.equal(direct.calls.length, 1)
  for (const answer of [new Response('gone', { status: 404 }), new Response('other'), new TransientError('x')]) {
    const { client, calls } = graph(answer, info(), file())
    t.same((await client.downloadMedia({ mediaId: '1', url: cdn, sha256: base64 })).bytes, bytes)
    t.equal(calls.length, 3)
  }
})

test('the token goes to Meta only', async t => {
  const { client, calls } = graph(info(), file())
  await client.downloadMedia({ mediaId: '1', url: 'https://evil.example/?lookaside.fbsbx.com' })
  t.notOk(calls.some(({ url }) => url.includes('evil')))
  const addresses = [
    'https://evil.example/',
    'http://lookaside.fbsbx.com/',
    'https://lookaside.fbsbx.com.evil.example/',
    'https://fbcdn.net/',
    'https://user@evil.example/',
    'file:///etc/passwd',
    'nonsense',
  ]
  for (const url of addresses) {
    await t.rejects(graph(info({ url })).client.downloadMedia({ mediaId: '1' }), { code: 'address_refused' }, url)
  }
})

test('another file than announced is not taken', async t => {
  const wrong = [
    graph(info({ sha256: 'A'.repeat(44) }), file()),
    graph(info({ sha256: '' }), new Response('other')),
    graph(info({ file_size: 3 }), file()),
  ]
  for (const { client } of wrong)
    await t.rejects(client.downloadMedia({ mediaId: '1', sha256: base64 }), TransientError)
  await t.rejects(graph(info(), file()).client.downloadMedia({ mediaId: '1', sha256: 'AAAA' }), TransientError)
  await t.rejects(graph(info({ file_size: 999_999_999 })).client.downloadMedia({ mediaId: '1' }), { code: 'too_large' })
  await t.rejects(graph(refusal(100)).client.downloadMedia({ mediaId: '1' }), { code: 'whatsapp_100' })
  await t.rejects(
    graph(info(), new Response('', { status: 500 })).client.downloadMedia({ mediaId: '1' }),
    TransientError,
  )
})
