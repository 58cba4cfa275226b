import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a file is to be when it is fetched: `image`, a picture that WhatsApp takes. */
export type ServedAs = 'image'

/** What stands behind the path of a link. */
export interface MediaQuery {
  exp: string
  sig: string
  as?: ServedAs | undefined
}

/** The path of a file, signed: whoever has the link can fetch the file until it expires (seconds since 1970). */
export function mediaLink(fileKey: string, expiresAt: number, secret: string, as?: ServedAs): string {
  const query = new URLSearchParams({
    exp: String(expiresAt),
    ...(as === undefined ? {} : { as }),
    sig: sign(fileKey, expiresAt, secret, as).toString('base64url'),
  })
  return `/media/${fileKey}?${query}`
}

/** Whether a link is ours and still good, in constant time. */
export function verifyMediaLink(fileKey: string, query: MediaQuery, secret: string, nowMs: number): boolean {
  if (!/^\d{1,12}$/.test(query.exp) || !/^[A-Za-z0-9_-]{43}$/.test(query.sig)) return false
  const expiresAt = Number(query.exp)
  const fits = timingSafeEqual(Buffer.from(query.sig, 'base64url'), sign(fileKey, expiresAt, secret, query.as))
  return fits && expiresAt * 1000 > nowMs
}

function sign(fileKey: string, expiresAt: number, secret: string, as: ServedAs | undefined): Buffer {
  const form = as === undefined ? '' : `\n${as}`
  return createHmac('sha256', secret).update(`media\n${fileKey}\n${expiresAt}${form}`).digest()
}
