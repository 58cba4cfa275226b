import { maxDocumentBytes, maxStillStickerBytes, mediaTypes } from '../send/limits.ts'

/** Whether a WebP moves: its extended header has the flag of an animation. */
const moves = (bytes: Uint8Array) =>
  Buffer.from(bytes.subarray(12, 16)).toString('latin1') === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0

/** How large a file may be that is uploaded as this type. */
export function largestBytes(mimeType: string, bytes: Uint8Array): number {
  const type = mimeType.split(';')[0]?.trim() ?? ''
  if (mediaTypes.sticker.types.includes(type) && !moves(bytes)) return maxStillStickerBytes
  return Object.values(mediaTypes).find(({ types }) => types.includes(type))?.maxBytes ?? maxDocumentBytes
}
