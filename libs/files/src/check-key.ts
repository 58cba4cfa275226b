import { RejectedError } from '@astria-bot/contracts'

const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/

/** Whether every part of a key is a plain name. */
export function isKey(key: string): boolean {
  return key.length <= 512 && key.split('/').every(part => segment.test(part))
}

/** Throws `RejectedError('bad_key')` unless every part of the key is a plain name: no `..`, no hidden or empty part. */
export function checkKey(key: string): void {
  if (!isKey(key)) {
    throw new RejectedError('bad_key', 'a file key has plain names between slashes, and no ..')
  }
}
