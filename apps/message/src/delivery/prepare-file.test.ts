import { sniff } from '@astria-bot/media'
import { samplePicture } from '@astria-bot/testing'
import { test } from 'tap'
import { prepareFile } from './prepare-file.ts'

const limit = 5 * 1024 * 1024
/** A picture with something behind its end, so that it is too large and can still be decoded. */
const large = (picture: Buffer) => Buffer.concat([picture, Buffer.alloc(limit + 1)])

test('a picture that is too large becomes a JPEG, unless the original is wanted', async t => {
  const picture = large(await samplePicture({ seed: 1 }))
  const shrunk = await prepareFile('image', picture, 'image/jpeg')
  t.equal(shrunk.mimeType, 'image/jpeg')
  t.equal(sniff(shrunk.bytes), 'image/jpeg')
  t.ok(shrunk.bytes.byteLength <= limit)
  const original = await prepareFile('document', picture, 'image/png')
  t.equal(original.bytes, picture, 'not a byte is changed')
  t.equal(original.mimeType, 'application/octet-stream', 'as a picture it would be refused')
})

test('what fits goes as it is', async t => {
  const picture = await samplePicture({ seed: 1 })
  for (const kind of ['image', 'document'] as const) {
    t.same(await prepareFile(kind, picture, 'image/jpeg'), { bytes: picture, mimeType: 'image/jpeg' })
  }
  const video = Buffer.alloc(limit + 1)
  t.same(await prepareFile('video', video, 'video/mp4'), { bytes: video, mimeType: 'video/mp4' })
})

test('what cannot be decoded is refused for good', async t => {
  await t.rejects(prepareFile('image', Buffer.alloc(limit + 1), 'image/png'), { name: 'RejectedError' })
  const deep = Buffer.alloc(64)
  deep[24] = 16
  await t.rejects(prepareFile('image', deep, 'image/png'), { name: 'RejectedError' }, 'a PNG of 16 bits is decoded')
})
