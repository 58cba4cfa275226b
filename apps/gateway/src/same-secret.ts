import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares in a time that tells nothing about where the two differ, nor about their lengths. */
export function sameSecret(given: unknown, expected: string): boolean {
  return typeof given === 'string' && expected !== '' && timingSafeEqual(digest(given), digest(expected))
}
