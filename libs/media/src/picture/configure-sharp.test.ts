import sharp from 'sharp'
import { test } from 'tap'
import { configureSharp, inspectLocally } from '../index.ts'

test('with blocked loaders libvips itself refuses everything but JPEG, PNG and WebP', async t => {
  const create = { width: 600, height: 600, channels: 3 as const, background: '#888' }
  const gif = await sharp({ create }).gif().toBuffer()
  const jpeg = await sharp({ create }).jpeg().toBuffer()
  configureSharp({ concurrency: 1, blockLoaders: true })
  await t.rejects(sharp(gif).metadata())
  await t.rejects(sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).metadata())
  t.match(await inspectLocally(jpeg), { width: 600 })
  t.equal(sharp.concurrency(), 1)
})
