import { test } from 'tap'
import { largestBytes } from './largest.ts'

function webp(chunk: string, flags = 0): Buffer {
  const bytes = Buffer.alloc(32)
  bytes.write('RIFF', 0, 'latin1')
  bytes.write(`WEBP${chunk}`, 8, 'latin1')
  bytes[20] = flags
  return bytes
}

test('a sticker that does not move has to be smaller than one that does', async t => {
  t.equal(largestBytes('image/webp', webp('VP8 ')), 100 * 1024)
  t.equal(largestBytes('image/webp', webp('VP8X', 0x10)), 100 * 1024, 'see-through, but still')
  t.equal(largestBytes('image/webp', webp('VP8X', 0x12)), 500 * 1024)
  t.equal(largestBytes('image/webp', Buffer.alloc(3)), 100 * 1024)
})

test('the size depends on the type, and what is no other is a document', async t => {
  const bytes = Buffer.alloc(0)
  t.equal(largestBytes('image/png', bytes), 5 * 1024 * 1024)
  t.equal(largestBytes('audio/ogg; codecs=opus', bytes), 16 * 1024 * 1024)
  t.equal(largestBytes('application/pdf', bytes), 100 * 1024 * 1024)
})
