import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { test } from 'tap'
import {
  collage,
  defaultGate,
  hashDistance,
  inspectLocally,
  judgeLocally,
  normalise,
  shrinkForInspect,
  sniff,
  toWhatsAppImage,
} from '../index.ts'

/** A drawn scene with edges and a bright and a dark side, so that mirroring it makes another picture. */
async function scene(width: number, height: number, seed = 1): Promise<Buffer> {
  const circles = Array.from({ length: 60 }, (_, i) => {
    const n = (i + 1) * seed * 7919
    return `<circle cx="${n % width}" cy="${(n * 31) % height}" r="${20 + (n % 80)}" fill="hsl(${n % 360} 60% ${30 + (n % 50)}%)"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#667"/><rect width="40%" height="100%" fill="#dde"/>${circles.join('')}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer()
}
const judge = async (bytes: Buffer, others: Parameters<typeof judgeLocally>[1] = []) =>
  judgeLocally(await inspectLocally(bytes), others, defaultGate)

test('a good picture passes the gate', async t => {
  const report = await inspectLocally(await scene(1200, 1600))
  t.match(report, { mimeType: 'image/jpeg', width: 1200, height: 1600 })
  t.same(judgeLocally(report, [], defaultGate), { reasons: [], warnings: [] })
})

test('small, dark, bright and blurred pictures are refused, each for its reason', async t => {
  const good = await scene(1200, 1600)
  const blurred = await sharp(good).blur(14).jpeg().toBuffer()
  t.same((await judge(await scene(500, 1600))).reasons, ['too_small'])
  t.match((await judge(await sharp(good).linear(0.15).jpeg().toBuffer())).reasons, ['too_dark'])
  t.match((await judge(await sharp(good).linear(0.2, 225).jpeg().toBuffer())).reasons, ['too_bright'])
  t.same((await judge(blurred)).reasons, ['blurry'])
})

test('the same picture again is a duplicate: recompressed, smaller, brighter, mirrored', async t => {
  const good = await scene(1200, 1600)
  const known = [await inspectLocally(good)]
  const again = [
    good,
    await sharp(good).resize(900).jpeg({ quality: 40 }).toBuffer(),
    await sharp(good).linear(1.15).jpeg().toBuffer(),
    await sharp(good).flop().jpeg().toBuffer(),
    await sharp(good).flop().png().toBuffer(),
  ]
  for (const bytes of again) t.same((await judge(bytes, known)).reasons, ['duplicate'])
  t.same((await judge(await scene(1200, 1600, 5), known)).reasons, [])
  t.equal(hashDistance('00000000000000ff', '0000000000000000'), 8)
})

test('the camera rotation counts', async t => {
  const turned = await sharp(await scene(1600, 600))
    .withExif({ IFD0: { Artist: 'Somebody' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  t.match(await inspectLocally(turned), { width: 600, height: 1600 })
  const clean = await normalise(turned)
  const metadata = await sharp(clean).metadata()
  t.match(metadata, { width: 600, height: 1600, format: 'jpeg' })
  t.equal(metadata.exif, undefined)
  t.equal(metadata.orientation, undefined)
  t.notOk(clean.includes('Somebody'))
})

test('what is no whole JPEG, PNG or WebP is unreadable, whatever it is called', async t => {
  const good = await scene(1200, 1600)
  const unreadable: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    text: Buffer.from('hello'),
    truncated: good.subarray(0, good.length >> 1),
    'truncated late': good.subarray(0, good.length - 5000),
    svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    gif: await sharp(good).gif().toBuffer(),
    tiff: await sharp(good).tiff().toBuffer(),
    avif: await sharp(good).resize(64).avif({ effort: 0 }).toBuffer(),
    'only the first bytes': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3]),
    'a PNG of noise': Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('<svg xmlns="x"/>')]),
    html: Buffer.from('<!doctype html><h1>404</h1>'),
  }
  for (const [name, bytes] of Object.entries(unreadable)) {
    await t.rejects(inspectLocally(bytes), { name: 'RejectedError', code: 'unreadable' }, name)
    await t.rejects(normalise(bytes), { code: 'unreadable' }, name)
  }
})

test('an image bomb is refused before it is decoded', async t => {
  const bomb = png(40_000, 40_000)
  t.ok(bomb.length < 2_000_000)
  const before = process.memoryUsage().rss
  await t.rejects(inspectLocally(bomb), { code: 'too_large' })
  await t.rejects(normalise(bomb), { code: 'too_large' })
  await t.rejects(shrinkForInspect(bomb), { code: 'too_large' })
  t.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024)
})

test('what is hidden behind a picture does not survive', async t => {
  const polyglot = Buffer.concat([await scene(800, 800), Buffer.from('PK\x03\x04<script>alert(1)</script>')])
  t.notOk((await normalise(polyglot)).includes('<script>'))
})

test('copies have their sizes', async t => {
  const large = await scene(3000, 4000)
  t.match(await sharp(await normalise(large)).metadata(), { width: 1536, height: 2048 })
  t.match(await sharp(await shrinkForInspect(large)).metadata(), { width: 384, height: 512 })
  const noise = await sharp({
    create: {
      width: 2700,
      height: 2700,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer()
  const sent = await toWhatsAppImage(noise)
  t.ok(sent.length <= 5 * 1024 * 1024)
  t.equal(sniff(sent), 'image/jpeg')
  t.match(await sharp(await collage([large])).metadata(), { width: 1080, height: 1440 })
})

/** A valid PNG of one grey, which packs to almost nothing. */
function png(width: number, height: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (data: Buffer) => {
    let c = 0xffffffff
    for (const byte of data) c = crcTable[(c ^ byte) & 255]! ^ (c >>> 8)
    return (c ^ 0xffffffff) >>> 0
  }
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length)
    frame.writeUInt32BE(crc(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(height * (1 + width / 8)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
