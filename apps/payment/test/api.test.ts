import { hashApiKey, newApiKey } from '@astria-bot/service'
import { createApiKey, revokeApiKey } from '@astria-bot/store'
import { test } from 'tap'
import { notice, placed, someOrder } from './support/events.ts'
import { apiKey, startPayment } from './support/payment.ts'

test('the API is read page by page, with the key', async t => {
  const payment = await startPayment(t)
  const orders = Array.from({ length: 5 }, () => someOrder())
  await payment.tell(...orders.map(placed), ...orders.map(order => notice(order, 'succeeded')))

  for (const [path, key] of [
    ['orders', 'orderId'],
    ['payments', 'orderId'],
    ['ledger', 'orderId'],
  ] as const) {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { items: Record<string, string>[]; next: string | null } = (
        await payment.read(`/api/${path}?limit=2${next && `&cursor=${next}`}`)
      ).body
      t.ok(page.items.length <= 2)
      seen.push(...page.items.map(item => item[key]!))
      next = page.next
    }
    t.same(seen, orders.map(order => order.orderId).reverse(), path)
  }

  t.equal((await payment.read('/api/orders/0199a000-0000-7000-8000-000000000001')).status, 404)
  t.equal((await payment.read('/api/orders/nonsense')).status, 400)
  t.equal((await payment.read('/api/orders?limit=1000')).status, 400)
  t.equal((await payment.read('/api/orders?cursor=1;drop')).status, 400)
  for (const authorization of [undefined, '', 'Bearer', `Bearer ${apiKey}x`, apiKey, `Basic ${apiKey}`]) {
    const answer = await payment.server.inject({
      url: '/api/orders',
      headers: authorization === undefined ? {} : { authorization },
    })
    t.equal(answer.statusCode, 401, authorization ?? 'nothing')
    t.notMatch(answer.body, /items/)
  }
  t.equal((await payment.server.inject('/docs/json')).statusCode, 200)
  t.match((await payment.server.inject('/docs/json')).json().paths, { '/api/orders/{id}': {}, '/api/ledger': {} })
})

test('a key that is kept in the database opens the API until it is revoked', async t => {
  const { db, server } = await startPayment(t, { API_KEYS: undefined })
  const key = newApiKey()
  const read = async () => (await server.inject({ url: '/api/orders', headers: { 'x-api-key': key } })).statusCode
  t.equal(await read(), 401)
  await createApiKey(db, { name: 'ann', role: 'viewer', hash: hashApiKey(key) })
  t.equal(await read(), 200)
  await revokeApiKey(db, 'ann')
  t.equal(await read(), 401)
})

test('the pay link leads to the page, or says what is the matter', async t => {
  const payment = await startPayment(t)
  const [open, hebrew, wrong] = [someOrder(), someOrder({ language: 'he' }), someOrder({ amountMinor: 1 })]
  await payment.tell(placed(open), placed(hebrew), placed(wrong), notice(hebrew, 'succeeded'))
  const get = (id: string) => payment.server.inject(`/pay/${id}`)
  const redirect = await get(open.orderId)
  t.equal(redirect.statusCode, 302)
  t.match(redirect.headers.location, new RegExp(`^https://pay.example/\\?order=${open.orderId}`))
  t.match((await get(hebrew.orderId)).body, /dir="rtl"[\s\S]*שולמה/)
  const closed = await get(wrong.orderId)
  t.match([closed.statusCode, closed.body], [200, /cannot be paid any more/])
  for (const id of ['0199a000-0000-7000-8000-000000000001', 'x', '..%2f..', encodeURIComponent('<script>')]) {
    const unknown = await get(id)
    t.equal(unknown.statusCode, 404, id)
    t.match(unknown.body, /do not know this order/)
    t.notMatch(unknown.body, /<script>/)
  }
})
