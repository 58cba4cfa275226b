import type { Sharp } from 'sharp'
import { asRejected, openPicture } from './open-picture.ts'

/** WhatsApp takes pictures up to 5 MB (Cloud API, media). */
const whatsAppBytes = 5 * 1024 * 1024

/** A clean JPEG of at most 2048 px: rotation applied, EXIF, place and anything appended dropped. */
export function normalise(bytes: Uint8Array): Promise<Buffer> {
  return encode(bytes, image => inside(image, 2048).jpeg({ quality: 92 }))
}

/** The copy that Astria looks at: 512 px, as its own page does, and nothing of the camera leaves us. */
export function shrinkForInspect(bytes: Uint8Array): Promise<Buffer> {
  return encode(bytes, image => inside(image, 512).jpeg({ quality: 90 }))
}

/** A small picture for a message's header or an example: at most 1080 px. */
export function toCover(bytes: Uint8Array): Promise<Buffer> {
  return encode(bytes, image => inside(image, 1080).jpeg({ quality: 85 }))
}

/** A still of exactly this size for a video, cut around what matters. */
export function toStill(bytes: Uint8Array, width: number, height: number): Promise<Buffer> {
  return encode(bytes, image =>
    image.autoOrient().resize(width, height, { fit: 'cover', position: 'top' }).flatten().jpeg({ quality: 90 }),
  )
}

/**
 * Whether WhatsApp takes a picture as it is: up to 5 MB, and no more than 8 bits per channel, which the header of a PNG
 * tells. Other types than JPEG and PNG are nobody's pictures here.
 */
export function fitsWhatsApp(bytes: Uint8Array, mimeType: string): boolean {
  if (mimeType !== 'image/jpeg' && mimeType !== 'image/png') return true
  return bytes.byteLength <= whatsAppBytes && (mimeType === 'image/jpeg' || (bytes[24] ?? 8) <= 8)
}

/** A JPEG that WhatsApp takes: at most 5 MB, as good as fits. */
export async function toWhatsAppImage(bytes: Uint8Array): Promise<Buffer> {
  const steps: [side: number, quality: number][] = [
    [4096, 92],
    [4096, 80],
    [2048, 80],
  ]
  for (const [side, quality] of steps) {
    const jpeg = await encode(bytes, image => inside(image, side).jpeg({ quality }))
    if (jpeg.length <= whatsAppBytes) return jpeg
  }
  return encode(bytes, image => inside(image, 1600).jpeg({ quality: 70 }))
}

async function encode(bytes: Uint8Array, how: (image: Sharp) => Sharp): Promise<Buffer> {
  try {
    return await how(openPicture(bytes)).toBuffer()
  } catch (error) {
    throw asRejected(error)
  }
}

const inside = (image: Sharp, side: number) =>
  image
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
