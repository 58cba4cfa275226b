import { TransientError } from '@astria-bot/contracts'
import { test } from 'tap'
import { providers, signatureOf } from '../index.ts'
import type { Post } from './settings.ts'

const refund = { refundId: 'refund-1', orderId: 'order-1', paymentId: 'pay_1', amountMinor: 4900, currency: 'ILS' }
const ask = (fetch: Post) =>
  providers.hmac.refund(refund, { refundUrl: 'https://pay.example/refunds', secret: 'key', fetch })
const answer = (status: number, headers: Record<string, string> = {}) =>
  ask(async () => ({ status, headers: new Headers(headers) }))

test('the request is signed and carries its idempotency key', async t => {
  const seen: { url: string; headers: Record<string, string>; body: string }[] = []
  await ask(async (url, { headers, body }) => {
    seen.push({ url, headers, body })
    return { status: 200, headers: new Headers() }
  })
  const body = '{"id":"refund-1","order":"order-1","payment":"pay_1","amount":4900,"currency":"ILS"}'
  t.same(seen, [
    {
      url: 'https://pay.example/refunds',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'refund-1',
        'x-signature': signatureOf(body, 'key'),
      },
      body,
    },
  ])
})

test('what the answers mean', async t => {
  for (const status of [200, 201, 409]) await t.resolves(answer(status), String(status))
  for (const status of [400, 401, 404, 422]) await t.rejects(answer(status), { name: 'RejectedError' }, String(status))
  for (const status of [408, 500, 502, 504])
    await t.rejects(answer(status), { name: 'UnknownOutcomeError' }, String(status))
  await t.rejects(answer(429, { 'retry-after': '7' }), { name: 'TransientError', retryAfterMs: 7000 })
  await t.rejects(answer(429, { 'retry-after': 'soon' }), { name: 'TransientError', retryAfterMs: undefined })
})

test('no answer: nobody knows, unless nothing was sent', async t => {
  const lost = ask(async () => {
    throw new Error('socket hang up')
  })
  await t.rejects(lost, { name: 'UnknownOutcomeError' })
  const unsent = ask(async () => {
    throw new TransientError('refused')
  })
  await t.rejects(unsent, { name: 'TransientError' })
})
