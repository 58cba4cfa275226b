const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/**
 * The MIME type by the first bytes, or null where they are none of ours. Names, extensions and Content-Type of others
 * are never asked.
 */
export function sniff(
  bytes: Uint8Array,
): 'image/jpeg' | 'image/png' | 'image/webp' | 'video/mp4' | 'video/webm' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  // ISO base media: the brand tells video (isom, mp42, avc1, qt …) from the picture formats (heic, avif).
  if (ascii(bytes, 4, 8) === 'ftyp') return /^(hei|hev|mif|msf|avi[fs])/.test(ascii(bytes, 8, 12)) ? null : 'video/mp4'
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) return 'video/webm'
  return null
}
