import { RejectedError } from '@astria-bot/contracts'
import sharp, { type Sharp } from 'sharp'
import { sniff } from './sniff.ts'

/** The most pixels a picture may have: 253 KiB of PNG can ask for 2.5 GB of memory. */
export const maxPixels = 50_000_000
const maxBytes = 30 * 1024 * 1024

/**
 * Opens bytes from outside for sharp: only JPEG, PNG and WebP by their first bytes, so that libvips never tries its
 * other loaders (SVG, GIF, TIFF, PDF), and within the limit of pixels. Throws RejectedError('unreadable' | 'too_large').
 */
export function openPicture(bytes: Uint8Array): Sharp {
  if (bytes.length > maxBytes) throw new RejectedError('too_large', 'the picture has too many bytes')
  const type = sniff(bytes)
  if (!type?.startsWith('image/')) throw new RejectedError('unreadable', 'the bytes are no JPEG, PNG or WebP')
  return sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated', sequentialRead: true, pages: 1 })
}

/** Turns what sharp throws about a picture into a RejectedError: a picture that cannot be decoded never can. */
export function asRejected(error: unknown): RejectedError {
  if (error instanceof RejectedError) return error
  const message = error instanceof Error ? error.message : String(error)
  return /pixel limit|too large|exceeds/i.test(message)
    ? new RejectedError('too_large', 'the picture has too many pixels', { cause: error })
    : new RejectedError('unreadable', 'the picture cannot be decoded', { cause: error })
}
