import { createHmac, timingSafeEqual } from 'node:crypto'

const shape = /^sha256=([0-9a-f]{64})$/i

/** The value of `X-Signature` for a body. */
export function signatureOf(rawBody: Buffer | string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`
}

/** Whether one of the secrets made the signature. Compares decoded bytes of equal length in constant time. */
export function isSignedByOneOf(rawBody: Buffer, signature: string, secrets: readonly string[]): boolean {
  const digest = shape.exec(signature)?.[1]
  if (!digest) return false
  const given = Buffer.from(digest, 'hex')
  // All secrets are tried, whichever fits: the time tells nothing about which one did.
  return secrets
    .map(secret => timingSafeEqual(createHmac('sha256', secret).update(rawBody).digest(), given))
    .includes(true)
}
