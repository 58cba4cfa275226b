import { createHmac } from 'node:crypto'
import { test } from 'tap'
import { type Json, type Sandbox, startSandbox, until } from './start-sandbox.ts'

const order = '0f6b1c1e-6d0a-4a7b-9a55-3b8b1c2d4e5f'
const secret = 'sandbox-payment-secret'
const signature = (body: string, key = secret) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
const notices = (sandbox: Sandbox) => sandbox.received.filter(({ path }) => path === '/payment-received')

async function open(sandbox: Sandbox, query = `order=${order}&amount=4900&currency=ILS&return=https://wa.me/1`) {
  const answer = await fetch(`${sandbox.url}/pay?${query}`)
  const html = await answer.text()
  const inputs = Object.fromEntries(
    [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(match => [match[1]!, match[2]!]),
  )
  return { status: answer.status, html, inputs, headers: answer.headers }
}
const press = (sandbox: Sandbox, inputs: Record<string, string>, action: string) =>
  fetch(`${sandbox.url}/pay`, { method: 'POST', body: new URLSearchParams({ ...inputs, action }) })

async function refund(sandbox: Sandbox, body: Json, headers: Record<string, string> = {}) {
  const text = JSON.stringify(body)
  const given = {
    'content-type': 'application/json',
    'x-signature': signature(text),
    'idempotency-key': 'refund-1',
    ...headers,
  }
  const answer = await fetch(`${sandbox.url}/refunds`, { method: 'POST', headers: given, body: text })
  return { status: answer.status, body: (await answer.json()) as Json }
}

test('paying sends one signed notice; the button pressed twice is one payment', async t => {
  const sandbox = await startSandbox(t)
  const { html, inputs, headers } = await open(sandbox)
  t.ok(html.includes('₪49.00'))
  t.match(headers.get('content-security-policy'), /script-src 'self'/)
  const [paid] = await Promise.all([press(sandbox, inputs, 'pay'), press(sandbox, inputs, 'pay')])
  t.match(await paid!.text(), /data-outcome="succeeded"/)
  const [notice] = await until(() => notices(sandbox).length > 0 && notices(sandbox))
  t.match(notice!.json, { id: /^pay_/, type: 'payment.succeeded', order, amount: 4900, currency: 'ILS' })
  t.equal(notice!.headers['x-signature'], signature(notice!.body))
  const again = await open(sandbox)
  await press(sandbox, again.inputs, 'decline')
  await until(() => notices(sandbox).length === 2)
  t.match(notices(sandbox)[1]!.json, { type: 'payment.failed', order })
  t.not(notices(sandbox)[1]!.json.id, notice!.json.id)
  t.match(await sandbox.record(`kind=payment.payment&order=${order}`), [
    { outcome: 'succeeded', amount: 4900 },
    { outcome: 'failed' },
  ])
})

test('a policy repeats and delays notices as it does webhooks', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.call('POST', '/webhook-policy', { duplicates: [3, 3], reorderMs: 300 })
  const orders = Array.from({ length: 12 }, (_, i) => `order-${i}`)
  for (const one of orders) await sandbox.call('POST', '/payments', { order: one, amount: 1, currency: 'ILS' })
  const told = await until(async () => {
    const entries = await sandbox.record('kind=payment.notice&outcome=accepted')
    return entries.length === 36 && entries
  })
  for (const copy of [1, 2, 3]) {
    const came = told.filter(entry => entry.copy === copy).map(entry => entry.order)
    t.same(new Set(came), new Set(orders))
    t.not(String(came), String(orders), `copies ${copy}: not the order in which they were paid`)
  }
})

test('a notice comes until it is taken; faults lose and repeat it', async t => {
  const sandbox = await startSandbox(t)
  let refusals = 3
  sandbox.receiver.how.status = () => (refusals-- > 0 ? 503 : 204)
  await sandbox.call('POST', '/payments', { order, amount: 1, currency: 'USD' })
  await until(() => notices(sandbox).length === 4)
  t.equal(new Set(notices(sandbox).map(({ body }) => body)).size, 1)
  t.match(notices(sandbox)[0]!.json, { amount: 1, currency: 'USD' })
  await sandbox.fault({ match: { api: 'payment', op: 'notice' }, what: 'never_callback', times: 1 })
  await sandbox.fault({ match: { api: 'payment', op: 'notice' }, what: 'duplicate', n: 3, times: 1 })
  await sandbox.call('POST', '/payments', { order: 'lost', amount: 5, currency: 'ILS' })
  await sandbox.call('POST', '/payments', { order: 'thrice', amount: 5, currency: 'ILS' })
  await until(() => notices(sandbox).length === 7)
  t.same(
    notices(sandbox)
      .slice(4)
      .map(({ json }) => json.order),
    ['thrice', 'thrice', 'thrice'],
  )
  t.equal((await sandbox.record('kind=payment.notice&outcome=lost')).length, 1)
  await sandbox.call('POST', '/payment-notices', {
    id: 'n1',
    type: 'payment.refunded',
    order: 'x',
    amount: 1,
    currency: 'ILS',
  })
  await until(() => notices(sandbox).some(({ json }) => json.id === 'n1'))
})

test('a link that is not whole opens no checkout, and nothing in it is run', async t => {
  const sandbox = await startSandbox(t)
  for (const query of [
    '',
    'order=x&amount=-1&currency=ILS',
    'order=x&amount=1.5&currency=ILS',
    'order=x&amount=1&currency=il',
  ]) {
    t.equal((await open(sandbox, query)).status, 400, query)
  }
  const { html } = await open(
    sandbox,
    `order=${encodeURIComponent('"><script>alert(1)</script>')}&amount=1&currency=ILS&return=javascript:alert(1)`,
  )
  t.notMatch(html, /<script>alert/)
  const { inputs } = await open(sandbox, 'order=x&amount=1&currency=ILS&return=javascript:alert(1)')
  t.notMatch(await (await press(sandbox, inputs, 'pay')).text(), /href="javascript/)
})

test('a refund is signed, made once per key, and announced', async t => {
  const sandbox = await startSandbox(t)
  const { body: payment } = await sandbox.call('POST', '/payments', { order, amount: 4900, currency: 'ILS' })
  const wanted = { id: 'refund-1', order, payment: payment.id, amount: 4900, currency: 'ILS' }
  t.equal((await refund(sandbox, wanted, { 'x-signature': signature('{}') })).status, 401)
  t.equal((await refund(sandbox, wanted, { 'x-signature': '' })).status, 401)
  t.equal((await refund(sandbox, wanted, { 'idempotency-key': '' })).status, 400)
  t.equal((await refund(sandbox, { ...wanted, amount: 4901 })).status, 422)
  t.equal((await refund(sandbox, { ...wanted, currency: 'USD' })).status, 422)
  t.equal((await refund(sandbox, { ...wanted, payment: 'pay_none' })).status, 404)
  t.equal((await refund(sandbox, { amount: 1 })).status, 422)
  const first = await refund(sandbox, wanted)
  t.equal(first.status, 201)
  t.match(first.body, { id: /^re_/, status: 'succeeded', amount: 4900 })
  const second = await refund(sandbox, wanted)
  t.equal(second.status, 200)
  t.equal(second.body.id, first.body.id)
  await until(() => notices(sandbox).length === 2)
  t.match(notices(sandbox)[1]!.json, { id: first.body.id, type: 'payment.refunded', order, amount: 4900 })
  const { groups } = (await sandbox.call('GET', '/record/count?kind=payment.refund&by=outcome')).body
  t.same(
    groups.map(({ values, count }: Json) => [values.outcome, count]),
    [
      ['refused', 7],
      ['refunded', 1],
      ['existing', 1],
    ],
  )
})
