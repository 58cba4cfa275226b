import { signatureOf } from '@astria-bot/checkout'
import { test } from 'tap'
import { startGateway } from './gateway.ts'

const order = '0199a000-0000-7000-8000-000000000001'
const notice = { id: 'pay_1', type: 'payment.succeeded', order, amount: 4900, currency: 'ILS' }

const post = (body: object | string, options: { url?: string; secret?: string; signature?: string } = {}) => {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const signature = options.signature ?? signatureOf(payload, options.secret ?? 'payment-secret')
  const headers = { 'content-type': 'application/json', 'x-signature': signature }
  return { method: 'POST', url: options.url ?? '/payment-received', payload, headers } as const
}

test('an authentic notice is stored once, however often it comes', async t => {
  const { server, stored } = await startGateway(t)
  for (const url of ['/payment-received', '/payment-received', '/payment-received/hmac']) {
    t.equal((await server.inject(post(notice, { url }))).statusCode, 200, url)
  }
  t.equal((await server.inject(post({ ...notice, type: 'payment.refunded' }))).statusCode, 200)
  t.equal((await server.inject(post({ id: 'n 1', type: 'customer.created' }))).statusCode, 200, 'what is not used')
  const events = await stored.exactly(3)
  t.match(
    events.find(event => event.id === 'pay:hmac:succeeded:pay_1'),
    {
      type: 'payment.notice.received.v1',
      subject: order,
      data: { provider: 'hmac', kind: 'succeeded', orderId: order, amountMinor: 4900, currency: 'ILS' },
    },
  )
})

test('a forged notice is 401, an unreadable one 400, and neither is stored', async t => {
  const { server, stored } = await startGateway(t)
  const forged = [
    post(notice, { secret: 'guessed' }),
    post(notice, { secret: '' }),
    post(notice, { signature: '' }),
    post(notice, { signature: signatureOf(JSON.stringify({ ...notice, amount: 1 }), 'payment-secret') }),
    { ...post(notice), headers: {} },
  ]
  for (const request of forged) {
    const answer = await server.inject(request)
    t.equal(answer.statusCode, 401)
    t.same(answer.json(), { type: 'about:blank', title: 'Unauthorized', status: 401 })
  }
  for (const body of ['{', '[]', { ...notice, amount: -1 }, { ...notice, order: undefined }]) {
    t.equal((await server.inject(post(body))).statusCode, 400)
  }
  for (const url of ['/payment-received/other', '/payment-received/__proto__', '/payment-received/hmac/x']) {
    t.equal((await server.inject(post(notice, { url }))).statusCode, 404, url)
  }
  await stored.exactly(0)
})

test('while the secret is replaced, both are valid', async t => {
  const { server, stored } = await startGateway(t, { PAYMENT_WEBHOOK_SECRET: 'new,old' })
  for (const secret of ['new', 'old']) {
    t.equal((await server.inject(post({ ...notice, id: secret }, { secret }))).statusCode, 200)
  }
  t.equal((await server.inject(post(notice))).statusCode, 401)
  await stored.exactly(2)
})
