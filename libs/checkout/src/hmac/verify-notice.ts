import type { Headers, Verified } from '../notice.ts'
import { readNotice } from './read-notice.ts'
import { isSignedByOneOf } from './signature.ts'

/**
 * Judges `X-Signature: sha256=<hex of HMAC-SHA256 over the raw body>`. The scheme has no time stamp: what keeps a
 * replayed notice from counting twice is its id.
 */
export function verifyNotice(rawBody: Buffer, headers: Headers, secrets: readonly string[]): Verified {
  // An empty key would accept what anybody can compute.
  const usable = secrets.filter(secret => secret !== '')
  if (usable.length === 0) return { ok: false, why: 'no_secret' }
  const signature = headers['x-signature']
  if (signature === undefined || signature === '') return { ok: false, why: 'unsigned' }
  if (typeof signature !== 'string' || !isSignedByOneOf(rawBody, signature, usable)) {
    return { ok: false, why: 'bad_signature' }
  }
  const notice = readNotice(rawBody)
  return notice ? { ok: true, notice } : { ok: false, why: 'malformed' }
}
