import sharp from 'sharp'
import { test } from 'tap'
import { type Sandbox, startSandbox } from './start-sandbox.ts'

async function inspect(sandbox: Sandbox, bytes: Buffer, name = 'woman') {
  const form = new FormData()
  form.set('name', name)
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'picture.jpg')
  return sandbox.astria('POST', '/images/inspect', form)
}
const small = (bytes: Buffer) =>
  sharp(bytes).resize({ width: 512, height: 512, fit: 'inside' }).jpeg({ quality: 70 }).toBuffer()

test('inspect sees who is in a sample and what is wrong with it, also in a small copy', async t => {
  const sandbox = await startSandbox(t)
  const cases = {
    'woman-1-01': { name: 'woman', flags: ['selfie'] },
    'man-3-07': { name: 'man', flags: ['selfie'] },
    'woman-1-13-blurred': { name: 'woman', flags: ['blurry', 'selfie'] },
    'woman-1-14-dark': { name: 'woman', flags: ['selfie', 'low_quality'] },
    'woman-1-15-two': { name: 'woman', flags: ['includes_multiple_people', 'selfie'] },
    'woman-1-16-sunglasses': { name: 'woman', flags: ['wearing_sunglasses', 'selfie'] },
    'woman-1-17-hat': { name: 'woman', flags: ['wearing_hat', 'selfie'] },
    'woman-1-18-funny': { name: 'woman', flags: ['funny_face', 'selfie'] },
    'woman-1-19-small': { name: 'woman', flags: ['selfie', 'low_resolution'] },
    'none-1-20-nobody': { name: 'NONE', flags: ['selfie'] },
    'boy-1-21': { name: 'boy', flags: ['selfie'] },
  }
  for (const [name, expected] of Object.entries(cases)) {
    const { body } = await inspect(sandbox, await small(await sandbox.sample(name)))
    const flags = Object.keys(body).filter(key => body[key] === true)
    t.same({ name: body.name, flags }, expected, name)
  }
  t.match(
    await sandbox.record('kind=astria.inspect'),
    Object.keys(cases).map(name => ({ mark: `sample:${name}` })),
  )
})

test('what the sandbox did not draw is a man, and measured', async t => {
  const sandbox = await startSandbox(t)
  const sample = sharp(await sandbox.sample('woman-2-04')).extract({ left: 0, top: 0, width: 960, height: 1100 })
  t.match((await inspect(sandbox, await sample.clone().jpeg().toBuffer())).body, {
    name: 'man',
    blurry: false,
    low_quality: false,
  })
  t.match((await inspect(sandbox, await sample.clone().blur(12).jpeg().toBuffer())).body, { blurry: true })
  t.match((await inspect(sandbox, await sample.clone().linear(0.15, 0).jpeg().toBuffer())).body, { low_quality: true })
})

test('inspect refuses what is no picture', async t => {
  const sandbox = await startSandbox(t)
  t.same((await inspect(sandbox, Buffer.from('text'))).body, { error: 'Image could not be processed' })
  t.same((await inspect(sandbox, await sandbox.sample('man-1-01'), '')).body, { name: ["can't be blank"] })
  t.equal((await sandbox.astria('POST', '/images/inspect', { a: 1 })).status, 422)
})
