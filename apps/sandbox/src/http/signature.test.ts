import { test } from 'tap'
import { isSignedBy, sign } from './signature.ts'

// Meta's own example, and vectors of the facts about webhooks.
const vectors = [
  ["It's a Secret to Everybody", 'Hello, World!', '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'],
  ['fixture-app-secret', '{}', 'f23bf69e71a3f5134070f425b662848c06290d14dbaa9cff8ab29bbdcdc5876a'],
  [
    'whsec_test_secret',
    '{"event":"payment.succeeded","id":"pay_1","amount":4900,"currency":"ILS"}',
    'fa5c545de6be13b4af4780345b4fc1640ed0c6a07b16f6bd6a41365150a2f763',
  ],
] as const

test('signatures are those of the world', async t => {
  for (const [secret, body, hex] of vectors) {
    t.equal(sign(body, secret), `sha256=${hex}`)
    t.ok(isSignedBy(Buffer.from(body), `sha256=${hex}`, secret))
    t.notOk(isSignedBy(Buffer.from(`${body} `), `sha256=${hex}`, secret))
    t.notOk(isSignedBy(Buffer.from(body), hex, secret))
    t.notOk(isSignedBy(Buffer.from(body), `sha256=${hex.slice(1)}`, secret))
  }
  t.notOk(isSignedBy(Buffer.from('{}'), sign('{}', ''), ''), 'an empty secret signs nothing')
  t.notOk(isSignedBy(Buffer.from('{}'), undefined, 'x'))
})
