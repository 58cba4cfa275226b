import { createHash } from 'node:crypto'

/** Whether bytes have a SHA-256 that is written in base64 (as webhooks have it), base64url, or hex. */
export function sha256Matches(bytes: Uint8Array, expected: string): boolean {
  const digest = createHash('sha256').update(bytes).digest()
  const encoding = /^[0-9a-f]{64}$/i.test(expected) ? 'hex' : 'base64'
  return digest.equals(Buffer.from(expected, encoding))
}
