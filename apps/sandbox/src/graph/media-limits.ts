import sharp from 'sharp'
import { type PictureMark, readMark } from '../pictures/mark.ts'
import type { MediaKind } from './checks/check-media.ts'
import { GraphError } from './graph-error.ts'

const MB = 1024 * 1024
/** What may be uploaded: kind and size by MIME type. */
const formats: Record<string, { kind: MediaKind; maxBytes: number }> = {
  'image/jpeg': { kind: 'image', maxBytes: 5 * MB },
  'image/png': { kind: 'image', maxBytes: 5 * MB },
  'image/webp': { kind: 'sticker', maxBytes: 500 * 1024 },
  'video/mp4': { kind: 'video', maxBytes: 16 * MB },
  'video/3gpp': { kind: 'video', maxBytes: 16 * MB },
  'audio/aac': { kind: 'audio', maxBytes: 16 * MB },
  'audio/amr': { kind: 'audio', maxBytes: 16 * MB },
  'audio/mpeg': { kind: 'audio', maxBytes: 16 * MB },
  'audio/mp4': { kind: 'audio', maxBytes: 16 * MB },
  'audio/ogg': { kind: 'audio', maxBytes: 16 * MB },
}
const DOCUMENT_MAX_BYTES = 100 * MB

export const baseType = (mimeType: string): string => mimeType.split(';')[0]!.trim().toLowerCase()

/** The kind that a type is sent as; everything else goes as a document. */
export const kindOf = (mimeType: string): MediaKind => formats[baseType(mimeType)]?.kind ?? 'document'

/** Whether media of this type may be sent as that kind: any of them may go as a document. */
export const fitsKind = (mimeType: string, kind: MediaKind): boolean => kind === 'document' || kindOf(mimeType) === kind

export interface Looked {
  width?: number
  height?: number
  mark?: PictureMark
}

/** Decodes a picture whole: one that is cut off, or is something else, is refused as Meta's own decoder would. */
async function lookAtImage(bytes: Buffer, mimeType: string): Promise<Looked> {
  try {
    const metadata = await sharp(bytes).metadata()
    if (metadata.format !== baseType(mimeType).replace('image/', ''))
      throw new Error(`the bytes are ${metadata.format}`)
    if (metadata.format === 'png' && metadata.depth !== 'uchar') throw new Error('a PNG must have 8 bits per channel')
    const mark = await readMark(bytes)
    return { width: metadata.width, height: metadata.height, ...(mark ? { mark } : {}) }
  } catch (error) {
    throw new GraphError(131053, `The image cannot be processed: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

function lookAtVideo(bytes: Buffer): Looked {
  if (bytes.subarray(4, 8).toString('latin1') !== 'ftyp')
    throw new GraphError(131053, 'The video is not an MP4 or 3GP file')
  return {}
}

/** Refuses what Meta refuses at upload: type, size, undecodable. */
export async function checkUpload(bytes: Buffer, mimeType: string): Promise<Looked> {
  const type = baseType(mimeType)
  if (!/^[a-z]+\/[a-z0-9.+-]+$/.test(type)) throw new GraphError(131053, `${mimeType} is not a MIME type`)
  if (bytes.length === 0) throw new GraphError(131053, 'The file is empty')
  const format = formats[type]
  const maxBytes = format?.maxBytes ?? DOCUMENT_MAX_BYTES
  if (bytes.length > maxBytes)
    throw new GraphError(131053, `${type} may have at most ${maxBytes} bytes, this file has ${bytes.length}`)
  if (format?.kind === 'image' || format?.kind === 'sticker') return lookAtImage(bytes, type)
  return format?.kind === 'video' ? lookAtVideo(bytes) : {}
}
