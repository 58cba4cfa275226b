/**
 * JSON as Meta puts it on the wire: ASCII only (`\uXXXX`, lower-case hex) and `\/` for every slash. A receiver that parses and
 * serialises again before it verifies the signature must fail.
 */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
