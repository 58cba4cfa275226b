import { createHmac, timingSafeEqual } from 'node:crypto'

/** The path of a file, signed: whoever has the link can fetch the file until it expires (seconds since 1970). */
export function mediaLink(fileKey: string, expiresAt: number, secret: string): string {
  const query = new URLSearchParams({
    exp: String(expiresAt),
    sig: sign(fileKey, expiresAt, secret).toString('base64url'),
  })
  return `/media/${fileKey}?${query}`
}

/** Whether a link is ours and still good, in constant time. */
export function verifyMediaLink(
  fileKey: string,
  query: { exp: string; sig: string },
  secret: string,
  nowMs: number,
): boolean {
  if (!/^\d{1,12}$/.test(query.exp) || !/^[A-Za-z0-9_-]{43}$/.test(query.sig)) return false
  const expiresAt = Number(query.exp)
  const fits = timingSafeEqual(Buffer.from(query.sig, 'base64url'), sign(fileKey, expiresAt, secret))
  return fits && expiresAt * 1000 > nowMs
}

function sign(fileKey: string, expiresAt: number, secret: string): Buffer {
  return createHmac('sha256', secret).update(`media\n${fileKey}\n${expiresAt}`).digest()
}
