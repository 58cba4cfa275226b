/** What Postgres cannot keep as text: NUL, and halves of a surrogate pair. `JSON.stringify` writes both as escapes. */
const unstorable = /\\u(0000|d[89a-f])/i

/** Rows as the one JSON parameter of a statement that reads them with `json_to_recordset`. */
export function rows(values: readonly object[]): string {
  const json = JSON.stringify(values)
  return unstorable.test(json) ? JSON.stringify(values, (_key, value) => storable(value)) : json
}

/** The same text without what Postgres cannot keep; other values as they are. */
export function storable<T>(value: T): T | string {
  return typeof value === 'string' ? Buffer.from(value.replaceAll('\u0000', '')).toString() : value
}
