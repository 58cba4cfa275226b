import sharp from 'sharp'
import { toStill } from './encode.ts'

const cell = { width: 540, height: 720 }

/** Four pictures, two by two, as one JPEG; fewer than four are repeated. Throws RejectedError for unreadable ones. */
export async function collage(pictures: readonly Uint8Array[]): Promise<Buffer> {
  if (pictures.length === 0) throw new RangeError('a collage needs a picture')
  const stills = await Promise.all(pictures.slice(0, 4).map(bytes => toStill(bytes, cell.width, cell.height)))
  const composite = Array.from({ length: 4 }, (_, i) => ({
    input: stills[i % stills.length]!,
    left: (i % 2) * cell.width,
    top: Math.floor(i / 2) * cell.height,
  }))
  return sharp({ create: { width: cell.width * 2, height: cell.height * 2, channels: 3, background: '#ffffff' } })
    .composite(composite)
    .jpeg({ quality: 85 })
    .toBuffer()
}
