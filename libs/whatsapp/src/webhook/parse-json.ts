import sjson from 'secure-json-parse'

/**
 * Escapes that no database takes: NUL, and halves of surrogate pairs. One of them in one customer's text would stop
 * the whole batch further on; they become U+FFFD.
 */
const unstorable =
  /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/gi

/**
 * Parses JSON from outside; keys that would reach a prototype are dropped. Undefined when it is not JSON. Neither
 * depth nor size end in an exception.
 */
export function parseJson(body: Buffer | string): { value: unknown } | undefined {
  const text = typeof body === 'string' ? body : body.toString('utf8')
  const storable = text.includes('\\u') ? text.replace(unstorable, '\\ufffd') : text
  try {
    return { value: sjson.parse(storable, null, { protoAction: 'remove', constructorAction: 'remove' }) }
  } catch {
    return undefined
  }
}
