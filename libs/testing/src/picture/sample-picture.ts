import sharp, { type Sharp } from 'sharp'
import { randomFrom } from '../random.ts'
import { personSvg } from './person-svg.ts'

/** What to draw. */
export interface SamplePictureOptions {
  /** The same seed draws the same picture; different seeds differ by more than 12 of 64 bits of a difference hash. */
  seed: number | string
  /** Pixels. Default 1080 × 1350, a phone's portrait. */
  width?: number
  height?: number
  /** What is wrong with it. Default: nothing. `small` has a short side of 400 pixels. */
  kind?: 'good' | 'blurry' | 'dark' | 'bright' | 'small'
}

/** Draws a person (no real face) as a JPEG that passes the picture gate, or fails it in one way. */
export async function samplePicture(options: SamplePictureOptions): Promise<Buffer> {
  const { seed, width = 1080, height = 1350, kind = 'good' } = options
  const random = randomFrom(seed)
  const drawing = await sharp(Buffer.from(personSvg(random, width, height)))
    .composite([{ input: await grain(random, width, height), blend: 'overlay' }])
    .removeAlpha()
    .toBuffer()
  return change[kind](sharp(drawing), width, height).jpeg({ quality: 88 }).toBuffer()
}

const change: Record<
  NonNullable<SamplePictureOptions['kind']>,
  (image: Sharp, width: number, height: number) => Sharp
> = {
  good: image => image,
  blurry: (image, width) => image.blur(width / 60),
  dark: image => image.linear(0.15, 0),
  bright: image => image.linear(0.2, 208),
  small: (image, width, height) => image.resize(width < height ? { width: 400 } : { height: 400 }),
}

/** Grain coarse enough to survive shrinking to 512 pixels: without it a drawing is as smooth as a blurred photograph. */
async function grain(random: () => number, width: number, height: number): Promise<Buffer> {
  const scale = 400 / Math.max(width, height)
  const [columns, rows] = [Math.ceil(width * scale), Math.ceil(height * scale)]
  const bytes = Buffer.alloc(columns * rows)
  for (let n = 0; n < bytes.length; n += 1) bytes[n] = 128 + (random() - 0.5) * 50
  return sharp(bytes, { raw: { width: columns, height: rows, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'nearest' })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer()
}
