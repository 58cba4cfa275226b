/** JSON as Meta puts it on the wire: pure ASCII, `\uXXXX` in lower case, and every `/` as `\/`. */
export function serializeEscaped(value: unknown): string {
  return JSON.stringify(value).replace(/[/\u007f-\uffff]/g, unit =>
    unit === '/' ? '\\/' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
