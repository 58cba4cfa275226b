import { timingSafeEqual } from 'node:crypto'
import { hmacSha256 } from './hmac-sha256.ts'

/** Why a signature is not believed. */
export type SignatureVerdict = { ok: true } | { ok: false; why: 'no_secret' | 'missing' | 'malformed' | 'wrong' }

const form = /^sha256=([0-9a-f]{64})$/i

/**
 * Verifies `X-Hub-Signature-256` over the bytes as they came: parsing and writing them again changes them (Meta escapes
 * `/` and everything beyond ASCII). All secrets are tried, so that one can be rotated; an empty one is never used.
 */
export function verifySignature(
  rawBody: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): SignatureVerdict {
  const usable = secrets.filter(secret => secret !== '')
  if (usable.length === 0) return { ok: false, why: 'no_secret' }
  if (header === undefined || header === '') return { ok: false, why: 'missing' }
  const [, hex] = form.exec(header) ?? []
  if (hex === undefined) return { ok: false, why: 'malformed' }
  const given = Buffer.from(hex, 'hex')
  let authentic = false
  for (const secret of usable) authentic = timingSafeEqual(hmacSha256(secret, rawBody), given) || authentic
  return authentic ? { ok: true } : { ok: false, why: 'wrong' }
}

/** The header's value for a body, as Meta would send it. */
export function sign(rawBody: Uint8Array | string, secret: string): string {
  return `sha256=${hmacSha256(secret, Buffer.from(rawBody)).toString('hex')}`
}
