import { mediaTypes } from '../limits.ts'

/** What the provider would refuse, and where; never the text itself. */
export interface LimitProblem {
  readonly code: 'too_long' | 'too_many' | 'not_unique' | 'missing' | 'malformed' | 'unsupported_media'
  /** Such as `buttons.1.title`. */
  readonly field: string
  readonly message: string
}

export const within = (field: string, text: string | undefined, limit: number): LimitProblem[] =>
  text === undefined || text.length <= limit
    ? []
    : [{ code: 'too_long', field, message: `${field} has ${text.length} of at most ${limit} characters` }]

export const atMost = (field: string, count: number, limit: number): LimitProblem[] =>
  count <= limit ? [] : [{ code: 'too_many', field, message: `${field} has ${count} of at most ${limit} items` }]

export const unique = (field: string, values: readonly unknown[]): LimitProblem[] =>
  new Set(values).size === values.length
    ? []
    : [{ code: 'not_unique', field, message: `${field} holds the same value twice` }]

export const filled = (field: string, text: string | undefined): LimitProblem[] =>
  text === undefined || text.trim() === '' ? [{ code: 'missing', field, message: `${field} is empty` }] : []

export const fits = (field: string, text: string, form: RegExp): LimitProblem[] =>
  form.test(text) ? [] : [{ code: 'malformed', field, message: `${field} has a form that is not taken` }]

export const media = (kind: keyof typeof mediaTypes, field: string, mimeType: string): LimitProblem[] =>
  mediaTypes[kind].types.includes(mimeType.split(';')[0]?.trim() ?? '')
    ? []
    : [{ code: 'unsupported_media', field, message: `${field} has the type ${mimeType}` }]
