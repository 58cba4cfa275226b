import { createHmac, timingSafeEqual } from 'node:crypto'

/** `sha256=<lower-case hex>` over the bytes as they go over the wire: what Meta and the pay page put into their headers. */
export const sign = (body: string | Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export function isSignedBy(body: Buffer, header: string | undefined, secret: string): boolean {
  if (!secret || !header) return false
  const expected = Buffer.from(sign(body, secret))
  const given = Buffer.from(header)
  return expected.length === given.length && timingSafeEqual(expected, given)
}
