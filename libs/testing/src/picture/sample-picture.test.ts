import sharp from 'sharp'
import { test } from 'tap'
import { type SamplePictureOptions, samplePicture } from './sample-picture.ts'

/** The figures that the image app's gate goes by: short side, mean luma, variance of the 4-neighbour Laplacian at 512 px. */
async function measure(picture: Buffer) {
  const { width, height } = await sharp(picture).metadata()
  const { data, info } = await sharp(picture)
    .resize(512, 512, { fit: 'inside' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => data[y * info.width + x]!
  const edges: number[] = []
  for (let y = 1; y < info.height - 1; y += 1) {
    for (let x = 1; x < info.width - 1; x += 1) {
      edges.push(at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y))
    }
  }
  const mean = (list: Iterable<number>, count: number) => [...list].reduce((sum, value) => sum + value, 0) / count
  const average = mean(edges, edges.length)
  return {
    shortSide: Math.min(width, height),
    luma: mean(data, data.length),
    sharpness: mean(
      edges.map(value => (value - average) ** 2),
      edges.length,
    ),
  }
}

async function differenceHash(picture: Buffer): Promise<boolean[]> {
  const pixels = await sharp(picture).resize(9, 8, { fit: 'fill' }).greyscale().raw().toBuffer()
  return Array.from(
    { length: 64 },
    (_, n) => pixels[Math.floor(n / 8) * 9 + (n % 8)]! > pixels[Math.floor(n / 8) * 9 + (n % 8) + 1]!,
  )
}

const draw = (seed: number, kind: NonNullable<SamplePictureOptions['kind']>) => samplePicture({ seed, kind })

test('good pictures pass the gate, the others fail it in their one way', async t => {
  for (let seed = 0; seed < 4; seed += 1) {
    const good = await measure(await draw(seed, 'good'))
    t.ok(
      good.shortSide >= 512 && good.luma > 80 && good.luma < 170 && good.sharpness > 180,
      `good ${JSON.stringify(good)}`,
    )
    const blurry = await measure(await draw(seed, 'blurry'))
    t.ok(blurry.luma > 70 && blurry.luma < 180 && blurry.sharpness < 25, `blurry ${JSON.stringify(blurry)}`)
    t.ok((await measure(await draw(seed, 'dark'))).luma < 32)
    t.ok((await measure(await draw(seed, 'bright'))).luma > 225)
    const small = await measure(await draw(seed, 'small'))
    t.ok(small.shortSide === 400 && small.sharpness > 120, `small ${JSON.stringify(small)}`)
  }
})

test('the same seed draws the same picture, different seeds different ones', async t => {
  t.same(await draw(1, 'good'), await draw(1, 'good'))
  const hashes = await Promise.all(
    Array.from({ length: 40 }, (_, seed) => samplePicture({ seed, width: 540, height: 675 }).then(differenceHash)),
  )
  let closest = 64
  hashes.forEach((one, n) => {
    for (const other of hashes.slice(n + 1))
      closest = Math.min(closest, one.filter((bit, i) => bit !== other[i]).length)
  })
  t.ok(closest > 12, `the closest two differ in ${closest} bits`)
})
