import fc from 'fast-check'
import { test } from 'tap'
import { serializeEscaped } from './serialize-escaped.ts'
import { sign, verifySignature } from './signature.ts'

const secret = 'fixture-app-secret'
const value = { text: { body: 'שלום 👋' }, url: 'https://example.com/a' }

/** Computed independently of this code (openssl). */
const vectors: readonly [secret: string, body: string, header: string][] = [
  [
    "It's a Secret to Everybody",
    'Hello, World!',
    'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  ],
  [secret, serializeEscaped(value), 'sha256=a292bd7c98e4a35e01ddc6729921789c5a595d24b16a395524d27291ac2e8d2c'],
  [secret, JSON.stringify(value), 'sha256=e89dabbc433842d203b85f6132e5ff3b7695f09a4eac49f0c9daf5b584f17e94'],
  [
    secret,
    serializeEscaped(value).replaceAll('\\/', '/'),
    'sha256=bbfc01649b6d126c5941ffad452884afde9712da786de999a25ccc6667de2ba5',
  ],
  [secret, '{}', 'sha256=f23bf69e71a3f5134070f425b662848c06290d14dbaa9cff8ab29bbdcdc5876a'],
]

test('known signatures', async t => {
  for (const [key, body, header] of vectors) {
    t.equal(sign(body, key), header)
    t.same(verifySignature(Buffer.from(body), header, [key]), { ok: true })
  }
})

test('the signature is over the bytes as they came', async t => {
  const [, escaped] = vectors
  const again = JSON.stringify(JSON.parse(escaped?.[1] ?? ''))
  t.same(verifySignature(Buffer.from(again), escaped?.[2], [secret]), { ok: false, why: 'wrong' })
})

test('what is not a signature is refused', async t => {
  const body = Buffer.from('{}')
  const good = sign(body, secret)
  const why = (header: string | undefined) => {
    const verdict = verifySignature(body, header, [secret])
    return verdict.ok ? 'ok' : verdict.why
  }
  t.equal(why(good.toUpperCase().replace('SHA', 'sha')), 'ok')
  t.equal(why(undefined), 'missing')
  t.equal(why(''), 'missing')
  const malformed = [good.slice(7), good.slice(0, -1), `${good}0`, `${good}, ${good}`, good.replace('sha256', 'sha1')]
  for (const header of [...malformed, 'sha256=', `sha256=${'z'.repeat(64)}`, ` ${good}`])
    t.equal(why(header), 'malformed')
  t.equal(why(`sha256=${'0'.repeat(64)}`), 'wrong')
})

test('every secret is tried while one is replaced, an empty one never', async t => {
  const body = Buffer.from('{}')
  for (const key of ['old', 'new']) t.same(verifySignature(body, sign(body, key), ['old', 'new']), { ok: true })
  t.same(verifySignature(body, sign(body, 'gone'), ['old', 'new']), { ok: false, why: 'wrong' })
  t.same(verifySignature(body, sign(body, ''), ['', 'new']), { ok: false, why: 'wrong' })
  t.same(verifySignature(body, sign(body, ''), ['']), { ok: false, why: 'no_secret' })
  t.same(verifySignature(body, sign(body, ''), []), { ok: false, why: 'no_secret' })
})

test('no other body and no other header is believed', async t => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.string(), (one, other, header) => {
      t.same(verifySignature(one, sign(one, secret), [secret]), { ok: true })
      if (Buffer.compare(one, other) !== 0) t.notOk(verifySignature(other, sign(one, secret), [secret]).ok)
      t.notOk(verifySignature(one, header, [secret]).ok)
    }),
    { numRuns: 50 },
  )
})
