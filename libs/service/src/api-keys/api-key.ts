import { createHash, randomBytes } from 'node:crypto'

const prefix = 'astria_'

/** Makes a key: 256 random bits, with a prefix by which scanners for leaked secrets can know it. */
export function newApiKey(): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** What is kept of a key. A plain SHA-256 is enough: nobody guesses 256 random bits. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
