import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { test } from 'tap'
import { numberId, phone, startSandbox, until } from './start-sandbox.ts'

const key = { authorization: 'Bearer sandbox-whatsapp-key' }

test('a picture that a phone sent is fetched in two steps, with the token, for five minutes', async t => {
  const sandbox = await startSandbox(t)
  const [id] = await sandbox.say({ type: 'pictures', samples: ['woman-1-01'] })
  const { image } = await until(() => sandbox.items('messages')[0])
  t.match(image, { mime_type: 'image/jpeg', sha256: /=$/, id: /^\d{16}$/, url: /\/graph-media\// })
  const { status, body } = await sandbox.graph('GET', `/${image.id}?phone_number_id=${numberId}`)
  t.equal(status, 200)
  t.match(body, { messaging_product: 'whatsapp', mime_type: 'image/jpeg', id: image.id, sha256: image.sha256 })
  for (const url of [body.url, image.url]) {
    const answer = await fetch(url, { headers: key })
    const bytes = Buffer.from(await answer.arrayBuffer())
    t.equal(answer.headers.get('content-type'), 'image/jpeg')
    t.equal(bytes.length, body.file_size)
    t.equal(createHash('sha256').update(bytes).digest('base64'), image.sha256)
    t.same(bytes, await sandbox.sample('woman-1-01'))
  }
  t.equal((await fetch(body.url)).status, 401, 'not without the token')
  t.equal(
    (await fetch(body.url.replace(/ext=\d+/, `ext=${Date.now() + 999_999}`), { headers: key })).status,
    404,
    'the time is signed',
  )
  t.equal((await sandbox.graph('GET', '/1234567890123456')).body.error.error_subcode, 33)
  const seen = await sandbox.record('kind=whatsapp.download')
  t.same(
    seen.map(({ outcome }) => outcome),
    ['accepted', 'accepted', 'refused'],
  )
  t.match((await sandbox.chat())[0], { id, content: { type: 'image', media: { width: 960, height: 1200 } } })
})

test('uploads are looked at as Meta looks at them', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const noise = sharp({
    create: {
      width: 1600,
      height: 1600,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
  const jpeg = await sandbox.sample('man-1-02')
  const png = await sharp(jpeg).resize(200).png().toBuffer()
  const refused: [string, Buffer, string][] = [
    ['a JPEG of more than 5 MB', await noise.clone().png({ compressionLevel: 0 }).toBuffer(), 'image/png'],
    ['a JPEG that is cut off', jpeg.subarray(0, jpeg.length / 2), 'image/jpeg'],
    ['a PNG that says it is a JPEG', png, 'image/jpeg'],
    ['text', Buffer.from('hello'), 'image/jpeg'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'image/png'],
    ['16 bits', await sharp(png).toColourspace('rgb16').png().toBuffer(), 'image/png'],
    ['nothing', Buffer.alloc(0), 'image/jpeg'],
    ['no MP4', jpeg, 'video/mp4'],
    ['a sticker of more than 500 KB', Buffer.alloc(600_000, 1), 'image/webp'],
  ]
  for (const [name, bytes, type] of refused)
    t.match((await sandbox.upload(bytes, type)).body.error, { code: 131053 }, name)
  const { body } = await sandbox.upload(jpeg, 'image/jpeg')
  t.match(body.id, /^\d{16}$/)
  t.equal((await sandbox.send({ type: 'image', image: { id: body.id, caption: 'You' } })).status, 200)
  t.match((await sandbox.chat()).at(-1).content, { type: 'image', text: 'You', media: { url: `/media/${body.id}` } })
  t.match(
    (await sandbox.send({ type: 'video', video: { id: body.id } })).body.error,
    { code: 131053 },
    'a picture is no video',
  )
  t.equal(
    (await sandbox.send({ type: 'document', document: { id: body.id, filename: 'you.jpg' } })).status,
    200,
    'but may be a document',
  )
  const header = { type: 'image', image: { id: body.id } }
  const interactive = {
    type: 'button',
    header,
    body: { text: 'x' },
    action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
  }
  t.equal((await sandbox.send({ type: 'interactive', interactive })).status, 200)
  t.match((await sandbox.chat()).at(-1).content, { header: { type: 'image', media: { mediaId: body.id } } })
  const sent = await sandbox.record('kind=whatsapp.send&outcome=accepted')
  t.ok(
    sent.every(({ mark }) => mark === 'sample:man-1-02'),
    'the record knows which picture it was',
  )
  t.same((await sandbox.graph('DELETE', `/${body.id}`)).body, { success: true })
  t.match((await sandbox.send({ type: 'image', image: { id: body.id } })).body.error, { code: 131009 })
})

test('an upload has to say what it is for', async t => {
  const sandbox = await startSandbox(t)
  const form = new FormData()
  form.set('file', new Blob(['x'], { type: 'image/jpeg' }), 'x')
  t.match((await sandbox.graph('POST', `/${numberId}/media`, form)).body.error, { code: 100 })
  t.match((await sandbox.graph('POST', `/${numberId}/media`, { a: 1 })).body.error, { code: 100 })
  const without = new FormData()
  without.set('messaging_product', 'whatsapp')
  t.match((await sandbox.graph('POST', `/${numberId}/media`, without)).body.error, { code: 131008 })
})

test('a video is played in parts', async t => {
  const sandbox = await startSandbox(t)
  const file = {
    base64: Buffer.from('0000ftypisom and some more').toString('base64'),
    mimeType: 'video/mp4',
    filename: 'v.mp4',
  }
  await sandbox.say({ type: 'video', file })
  const { url } = (await sandbox.chat())[0].content.media
  const part = await fetch(sandbox.url + url, { headers: { range: 'bytes=4-7' } })
  t.equal(part.status, 206)
  t.equal(part.headers.get('content-range'), 'bytes 4-7/26')
  t.equal(await part.text(), 'ftyp')
  t.equal((await fetch(sandbox.url + url, { headers: { range: 'bytes=99-' } })).status, 416)
  t.match(await until(() => sandbox.items('messages').at(0)), { type: 'video' })
  t.equal((await sandbox.call('GET', `/phones/${phone}`)).status, 200)
})
