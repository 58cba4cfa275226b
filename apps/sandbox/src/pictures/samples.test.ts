import sharp from 'sharp'
import { test } from 'tap'
import { describeMark } from './describe-mark.ts'
import { readMark } from './mark.ts'
import { measure } from './measure.ts'
import { sampleBytes } from './sample-bytes.ts'
import { parseSample, trayOf } from './samples.ts'

/** 64 bits of rising and falling light, and the same of the mirrored picture. */
async function hashes(bytes: Buffer): Promise<[bigint, bigint]> {
  const grey = await sharp(bytes).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer()
  let [plain, mirrored] = [0n, 0n]
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      plain = plain * 2n + BigInt(grey[y * 9 + x]! < grey[y * 9 + x + 1]!)
      mirrored = mirrored * 2n + BigInt(grey[y * 9 + 8 - x]! < grey[y * 9 + 7 - x]!)
    }
  }
  return [plain, mirrored]
}
const distance = (a: bigint, b: bigint) => [...(a ^ b).toString(2)].filter(bit => bit === '1').length
const bytesOf = async (name: string) => (await sampleBytes(name))!

test('good samples pass a careful gate, and no two of a person are alike', async t => {
  for (const person of [1, 2]) {
    for (const { samples } of trayOf(person).slice(0, 2)) {
      const pictures = await Promise.all(samples.map(bytesOf))
      for (const [index, bytes] of pictures.entries()) {
        const { mean, sharpness } = await measure(bytes)
        const { width, height } = await sharp(bytes).metadata()
        t.ok(
          Math.min(width, height) >= 512 && mean > 70 && mean < 180 && sharpness > 150,
          `${samples[index]}: light ${mean.toFixed()}, sharpness ${sharpness.toFixed()}`,
        )
      }
      const all = await Promise.all(pictures.map(hashes))
      for (const [i, [plain]] of all.entries()) {
        for (const [j, [other, mirrored]] of all.slice(0, i).entries()) {
          const least = Math.min(distance(plain, other), distance(plain, mirrored))
          if (least <= 12) t.fail(`${samples[i]} and ${samples[j]} are ${least} bits apart`)
        }
      }
    }
  }
})

test('bad samples fail as they should', async t => {
  t.ok((await measure(await bytesOf('woman-1-13-blurred'))).sharpness < 40)
  t.ok((await measure(await bytesOf('woman-1-14-dark'))).mean < 40)
  const { width, height } = await sharp(await bytesOf('woman-1-19-small')).metadata()
  t.ok(Math.min(width, height) < 512)
})

test('the mark outlives shrinking and re-encoding, and is not seen where there is none', async t => {
  const names = trayOf(7)
    .flatMap(({ samples }) => samples)
    .filter((_, index) => index % 3 === 0)
  for (const name of names) {
    const small = await sharp(await bytesOf(name))
      .resize({ width: 512, height: 512, fit: 'inside' })
      .jpeg({ quality: 60 })
      .toBuffer()
    t.equal(describeMark((await readMark(small))!), `sample:${name}`)
  }
  const cut = await sharp(await bytesOf('man-1-01'))
    .extract({ left: 0, top: 0, width: 960, height: 1000 })
    .jpeg()
    .toBuffer()
  t.equal(await readMark(cut), undefined)
  await t.rejects(readMark((await bytesOf('man-1-01')).subarray(0, 50_000)))
})

test('names', async t => {
  t.match(parseSample('woman-12-03-dark'), { className: 'woman', person: 12, shot: 3, defect: 'dark' })
  for (const name of ['dog-1-1', 'woman-1', 'woman-999-1', 'woman-1-1-ugly', '../x', ''])
    t.equal(parseSample(name), undefined)
  t.same(await bytesOf('woman-5-05'), await bytesOf('woman-5-05'))
  t.equal(await sampleBytes('nothing'), undefined)
})
