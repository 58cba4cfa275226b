import sharp from 'sharp'
import { sampleBytes } from '../pictures/sample-bytes.ts'
import { PhoneError } from './phone-error.ts'
import type { Attachment } from './say-schema.ts'

export interface Attach {
  bytes: Buffer
  mimeType: string
  filename?: string
  caption?: string
  width?: number
  height?: number
  mark?: string
}

const LONGEST = 1600

/** WhatsApp makes a JPEG of at most 1600 pixels of every picture that goes as one; what it cannot read goes as it is. */
async function likeWhatsApp({ base64, mimeType, filename, caption, raw }: Attachment): Promise<Attach> {
  const bytes = Buffer.from(base64, 'base64')
  const about = { ...(filename ? { filename } : {}), ...(caption ? { caption } : {}) }
  if (raw) return { bytes, mimeType, ...about }
  try {
    const picture = sharp(bytes, { limitInputPixels: 100_000_000 }).rotate()
    const { data, info } = await picture
      .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 86 })
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, mimeType: 'image/jpeg', width: info.width, height: info.height, ...about }
  } catch {
    return { bytes, mimeType, ...about }
  }
}

async function sample(name: string): Promise<Attach> {
  const bytes = await sampleBytes(name)
  if (!bytes) throw new PhoneError(`no sample picture ${name}`)
  const { width, height } = await sharp(bytes).metadata()
  return { bytes, mimeType: 'image/jpeg', width, height, mark: `sample:${name}` }
}

/** Samples first, then files, each in the order in which they were chosen. */
export function attachments(files: readonly Attachment[], samples: readonly string[]): Promise<Attach[]> {
  return Promise.all([...samples.map(sample), ...files.map(likeWhatsApp)])
}
