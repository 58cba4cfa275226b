import { hash } from 'node:crypto'

const printable = /^[\x21-\x7e]{1,240}$/

const digest = (value: string) => hash('sha256', value, 'base64url')

/**
 * The id of an event from the provider's ids: a repeated webhook has the same. It travels in a header of the stream,
 * so that what is not short and printable is hashed.
 */
export function eventId(...parts: readonly string[]): string {
  const id = `wa:${parts.join(':')}`
  return printable.test(id) ? id : `wa:${digest(id)}`
}

/** The id of an event about an item that has no id of its own: the hash of what it says. */
export function hashedId(kind: string, ...parts: readonly unknown[]): string {
  let content: string
  try {
    content = JSON.stringify(parts)
  } catch {
    content = 'nested too deeply'
  }
  return eventId(printable.test(kind) ? kind : digest(kind), digest(content))
}
