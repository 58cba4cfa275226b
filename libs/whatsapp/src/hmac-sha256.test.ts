import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { test } from 'tap'
import { hmacSha256 } from './hmac-sha256.ts'

test('it is what node:crypto makes of the same key and bytes', async t => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ maxLength: 5000 }), (key, data) =>
      hmacSha256(key, data).equals(createHmac('sha256', key).update(data).digest()),
    ),
  )
  for (const length of [63, 64, 65]) {
    const key = 'k'.repeat(length)
    t.same(hmacSha256(key, Buffer.from('data')), createHmac('sha256', key).update('data').digest(), `${length} bytes`)
  }
})

test('the published vector of RFC 4231, test case 2', async t => {
  const mac = hmacSha256('Jefe', Buffer.from('what do ya want for nothing?')).toString('hex')
  t.equal(mac, '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
})
