/** Readers of JSON from outside: each yields what it asks for, or undefined. Nothing here throws. */

export type Fields = Readonly<Record<string, unknown>>

export const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Text that is not empty. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** An id: text, or a number written without quotes. Ids of templates are 16-digit integers. */
export const id = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value)

/** Meta's longest ids have some 200 characters; far longer ones fit no index of a database. */
const longestId = 512

/** An id that is text, of a length that any part of the system can keep. */
export const textId = (value: unknown): string | undefined => {
  const given = text(value)
  return given !== undefined && given.length <= longestId ? given : undefined
}

/** A number of an error as a column of 32 bits can keep it. */
export const errorCode = (value: unknown): number | undefined => {
  const code = Number(id(value) ?? Number.NaN)
  return Number.isInteger(code) && Math.abs(code) < 2 ** 31 ? code : undefined
}

/** The digits of a number that is written for people: `+1 555-010-0731`. Undefined without any. */
export const digits = (value: unknown): string | undefined => text(textId(id(value))?.replace(/\D/g, ''))

export const finite = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

/** A number, also where it was written as text. */
export const amount = (value: unknown): number | undefined =>
  finite(typeof value === 'string' && value !== '' ? Number(value) : value)

/** Drops what is undefined: absent fields are left out, as the contracts want it. */
export function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept: Partial<T> = {}
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key]
  return kept as { [K in keyof T]: Exclude<T[K], undefined> }
}
