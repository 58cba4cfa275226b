import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { test } from 'tap'
import { signatureOf, verifyNotice } from '../index.ts'

const secret = 'whsec_test_secret'
const now = new Date('2026-11-20T10:00:00Z')
const notice = {
  id: 'pay_1',
  type: 'payment.succeeded',
  order: '0199a000-0000-7000-8000-000000000001',
  amount: 4900,
  currency: 'ILS',
}

function judge(body: string | Buffer, signature?: string | string[], secrets: readonly string[] = [secret]) {
  const bytes = Buffer.from(body)
  return verifyNotice('hmac', bytes, { 'x-signature': signature ?? signatureOf(bytes, secret) }, secrets, now)
}
const why = (judged: ReturnType<typeof judge>) => (judged.ok ? 'ok' : judged.why)

test('the published vector', async t => {
  // Computed apart from this code: HMAC-SHA256 over exactly these bytes.
  const body = '{"event":"payment.succeeded","id":"pay_1","amount":4900,"currency":"ILS"}'
  const hex = 'fa5c545de6be13b4af4780345b4fc1640ed0c6a07b16f6bd6a41365150a2f763'
  t.equal(signatureOf(body, secret), `sha256=${hex}`)
  t.match(judge(body, `sha256=${hex}`), { ok: true, notice: { noticeId: 'pay_1', kind: 'other' } })
  t.ok(judge(body, `sha256=${hex.toUpperCase()}`).ok, 'hex is hex')
})

test('a notice is read', async t => {
  t.same(judge(JSON.stringify(notice)), {
    ok: true,
    notice: {
      noticeId: 'pay_1',
      kind: 'succeeded',
      type: 'payment.succeeded',
      orderId: notice.order,
      amountMinor: 4900,
      currency: 'ILS',
    },
  })
  for (const kind of ['succeeded', 'failed', 'refunded']) {
    t.match(judge(JSON.stringify({ ...notice, type: `payment.${kind}` })), { notice: { kind } })
  }
})

test('signatures that are not right', async t => {
  const body = JSON.stringify(notice)
  const right = signatureOf(body, secret)
  t.equal(why(judge(`${body} `, right)), 'bad_signature', 'one more byte')
  t.equal(why(judge(body.replace('4900', '4901'), right)), 'bad_signature', 'another amount')
  t.equal(why(judge(JSON.stringify(notice, null, 1), right)), 'bad_signature', 'serialised anew')
  t.equal(why(judge(body, signatureOf(body, 'another'))), 'bad_signature')
  t.equal(why(judge(body, right.slice(0, -2))), 'bad_signature', 'short')
  t.equal(why(judge(body, `${right}00`)), 'bad_signature', 'long')
  t.equal(why(judge(body, right.slice('sha256='.length))), 'bad_signature', 'without its prefix')
  t.equal(why(judge(body, `${right}, ${right}`)), 'bad_signature', 'doubled in one header')
  t.equal(why(judge(body, [right, right])), 'bad_signature', 'doubled')
  t.equal(why(judge(body, `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`)), 'bad_signature')
  t.equal(why(judge(body, '')), 'unsigned')
  t.same(verifyNotice('hmac', Buffer.from(body), {}, [secret], now), { ok: false, why: 'unsigned' })
})

test('two secrets while rotating; an empty one opens nothing', async t => {
  const body = JSON.stringify(notice)
  for (const key of ['old', 'new']) t.ok(judge(body, signatureOf(body, key), ['new', 'old']).ok, key)
  t.equal(why(judge(body, signatureOf(body, ''), [''])), 'no_secret')
  t.equal(why(judge(body, signatureOf(body, ''), ['', 'new'])), 'bad_signature')
  t.equal(why(judge(body, signatureOf(body, 'new'), [])), 'no_secret')
})

test('authentic, but not readable', async t => {
  const { order, ...orderless } = notice
  const bodies = {
    'no JSON': '{"id":',
    empty: '',
    'no object': '[]',
    null: 'null',
    prototype: `{"__proto__":{"x":1},${JSON.stringify(notice).slice(1)}`,
    'nested prototype': JSON.stringify(notice).replace('}', ',"x":{"__proto__":{}}}'),
    'no order': JSON.stringify(orderless),
    'a broken amount': JSON.stringify({ ...notice, amount: 49.5 }),
    'a negative amount': JSON.stringify({ ...notice, amount: -4900 }),
    'no amount': JSON.stringify({ ...notice, amount: null }),
    'an amount beyond integers': JSON.stringify(notice).replace('4900', '1e300'),
    'no currency': JSON.stringify({ ...notice, currency: 'shekel' }),
    'an endless id': JSON.stringify({ ...notice, id: 'x'.repeat(201) }),
  }
  t.ok(order)
  for (const [name, body] of Object.entries(bodies)) t.equal(why(judge(body)), 'malformed', name)
})

test('tolerant of what does not matter', async t => {
  t.match(judge(JSON.stringify({ ...notice, customer: 'נועה 🤩', livemode: true })), { ok: true })
  t.match(judge(JSON.stringify({ ...notice, amount: '4900', currency: 'ils' })), {
    notice: { amountMinor: 4900, currency: 'ILS' },
  })
})

test('types that are not used are accepted, with whatever they hold', async t => {
  t.match(judge('{"id":"x","type":"dispute.opened"}'), {
    notice: { kind: 'other', type: 'dispute.opened', noticeId: 'x' },
  })
  t.match(judge('{}'), { notice: { kind: 'other', type: '', orderId: '', amountMinor: 0, currency: '' } })
  t.match(judge('{"id":{},"type":7,"amount":"much"}'), { notice: { kind: 'other', noticeId: /^[0-9a-f]{64}$/ } })
})

test('no bytes and no header make it throw', async t => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, signature) => {
      const body = Buffer.from(bytes)
      const forged = judge(body, signature || 'x')
      const signed = judge(body)
      return !forged.ok && (signed.ok || signed.why === 'malformed')
    }),
  )
  fc.assert(fc.property(fc.json(), json => typeof judge(json).ok === 'boolean'))
  t.pass()
})
