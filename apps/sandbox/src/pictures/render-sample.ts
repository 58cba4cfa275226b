import sharp, { type Sharp } from 'sharp'
import { createRandom, type Random } from '../random.ts'
import type { Expression } from './draw-face.ts'
import type { Clothes, Outfit } from './draw-outfit.ts'
import { drawPerson, type Pose } from './draw-person.ts'
import { drawPlace } from './draw-place.ts'
import { grain } from './grain.ts'
import { markSvg } from './mark.ts'
import { markOfSample } from './sample-mark.ts'
import type { Defect, Sample } from './samples.ts'
import { type PersonClass, traitsOf } from './traits.ts'

const SIZE = { width: 960, height: 1200 }
const THUMBNAIL = { width: 208, height: 260 }
const SMALL = { width: 400, height: 500 }
const outfits: readonly Outfit[] = ['tee', 'shirt', 'sweater', 'jacket']
const colours = [
  '#e8e4da',
  '#23314a',
  '#8c2f3a',
  '#2f6b4f',
  '#d9a441',
  '#4b4b52',
  '#6a4c93',
  '#c96f4a',
  '#f2f2f2',
  '#1d1d20',
]
const expressions: readonly Expression[] = ['smile', 'laugh', 'calm']

const svgOf = (size: { width: number; height: number }, inner: string, field = size) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${field.width} ${field.height}">${inner}</svg>`,
  )

function clothes(random: Random): Clothes {
  return { outfit: random.pick(outfits), main: random.pick(colours), accent: random.pick(colours) }
}

function pose(random: Random): Pose {
  return {
    x: (random.next() - 0.5) * 0.3,
    scale: 0.72 + random.next() * 0.4,
    tilt: random.between(-9, 9),
    mirrored: random.next() < 0.5,
  }
}

function people(sample: Sample, random: Random): string {
  if (sample.className === 'none') return ''
  const className: PersonClass = sample.className
  const look = {
    expression: sample.defect === 'funny' ? ('funny' as const) : random.pick(expressions),
    gaze: random.next() * 2 - 1,
    sunglasses: sample.defect === 'sunglasses',
  }
  const traits = traitsOf(className, sample.person)
  const hat = sample.defect === 'hat'
  if (sample.defect !== 'two') return drawPerson(traits, look, clothes(random), pose(random), SIZE, hat)
  const other = traitsOf(className === 'woman' ? 'man' : 'woman', sample.person + 1)
  const beside = (x: number, tilt: number) => ({ x, scale: 0.72, tilt, mirrored: x > 0 })
  return `${drawPerson(other, look, clothes(random), beside(0.22, 5), SIZE)}${drawPerson(traits, look, clothes(random), beside(-0.22, -5), SIZE)}`
}

/** Only the picture is spoilt, never the mark below it. */
const spoil: Partial<Record<Defect, (picture: Sharp) => Sharp>> = {
  blurred: picture => picture.blur(14),
  dark: picture => picture.linear(0.16, 0),
}

const randomOf = ({ className, person, shot }: Sample) => createRandom(`sample:${className}:${person}:${shot}`)

/** The same drawing, small, without grain and mark: for the tray. */
export async function renderThumbnail(sample: Sample): Promise<Buffer> {
  const random = randomOf(sample)
  const picture = sharp(svgOf(THUMBNAIL, drawPlace(SIZE, random) + people(sample, random), SIZE)).flatten()
  if (sample.defect === 'blurred') picture.blur(4)
  if (sample.defect === 'dark') picture.linear(0.3, 0)
  return picture.jpeg({ quality: 80 }).toBuffer()
}

/** A drawn selfie as a phone would send it: a JPEG of about 200 KB. The same name gives the same picture. */
export async function renderSample(sample: Sample): Promise<Buffer> {
  const random = randomOf(sample)
  const scene = await sharp(svgOf(SIZE, drawPlace(SIZE, random) + people(sample, random)))
    .flatten()
    .composite([{ input: await grain(), tile: true, blend: 'soft-light' }])
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raw = { width: SIZE.width, height: SIZE.height, channels: scene.info.channels }
  const spoilt = sample.defect ? spoil[sample.defect] : undefined
  const picture = spoilt ? spoilt(sharp(scene.data, { raw })) : sharp(scene.data, { raw })
  const size = sample.defect === 'small' ? SMALL : SIZE
  const base = await picture.resize(size.width, size.height).png({ compressionLevel: 0 }).toBuffer()
  const mark = svgOf(size, markSvg(markOfSample(sample), size.width, size.height))
  return sharp(base)
    .composite([{ input: mark }])
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toBuffer()
}
