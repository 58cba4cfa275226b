/** The fields of a form as they came: a name may stand there more than once. */
export type Form = readonly (readonly [name: string, value: string])[]

/** Reads `application/x-www-form-urlencoded`. Never throws; bytes that are no UTF-8 become U+FFFD. */
export function parseForm(body: Buffer | string): Form {
  return [...new URLSearchParams(body.toString())]
}

/** What a database takes: no NUL, no half of a surrogate pair. */
export const storable = (text: string): string =>
  text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')

/** The first value of each name. */
export const firstValues = (form: Form): ReadonlyMap<string, string> =>
  new Map([...form].reverse().map(([name, value]) => [name, storable(value)]))
