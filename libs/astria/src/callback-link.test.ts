import fc from 'fast-check'
import { test } from 'tap'
import { callbackKinds, callbackUrl, verifyCallback } from './callback-link.ts'

const order = '0f6b1c1e-6d0a-4a7b-9a55-3b8b1c2d4e50'
const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams)

test('a link of ours verifies, with any of the secrets in use, and is always the same', async t => {
  for (const kind of callbackKinds) {
    const url = callbackUrl('https://bot.example.com/', order, kind, 'new')
    t.equal(url, callbackUrl('https://bot.example.com', order, kind, 'new'))
    t.ok(url.startsWith('https://bot.example.com/pack-tune-received?order='))
    t.same(verifyCallback(queryOf(url), ['old', 'new']), { ok: true, order, kind })
    const sig = Buffer.from(queryOf(url).sig!, 'base64url').toString('hex')
    t.same(verifyCallback({ order, kind, sig }, ['new']), { ok: true, order, kind }, 'hex is read as well')
  }
})

test('the link of one order and purpose opens no other', async t => {
  const query = queryOf(callbackUrl('https://bot.example.com', order, 'tune', 'secret'))
  t.match(verifyCallback({ ...query, kind: 'prompt' }, ['secret']), { ok: false, why: 'bad_signature' })
  t.match(verifyCallback({ ...query, order: order.replace('0f', '1f') }, ['secret']), { ok: false })
  t.match(verifyCallback(query, ['other']), { ok: false, why: 'bad_signature' })
  t.match(verifyCallback(query, []), { ok: false, why: 'bad_signature' })
  t.match(verifyCallback({ ...query, kind: 'pack' }, ['secret']), { ok: false, why: 'unknown_kind' })
  t.match(verifyCallback({ ...query, sig: [query.sig, query.sig] }, ['secret']), { ok: false, why: 'missing' })
  t.match(verifyCallback({}, ['secret']), { ok: false, why: 'missing' })
})

test('an empty secret signs and verifies nothing', async t => {
  t.throws(() => callbackUrl('https://bot.example.com', order, 'tune', ''))
  const query = queryOf(callbackUrl('https://bot.example.com', order, 'tune', 'secret'))
  t.match(verifyCallback(query, ['']), { ok: false })
})

test('no made-up signature is taken', async t => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom(...callbackKinds), (id, sig, kind) => {
      t.equal(verifyCallback({ order: id, kind, sig }, ['secret']).ok, false)
    }),
  )
})
