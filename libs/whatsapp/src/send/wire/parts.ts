import type { FileRef } from '@astria-bot/contracts'

/** A part of a body of `POST /<number>/messages`. */
export type Wire = Readonly<Record<string, unknown>>

/** The provider's id of an uploaded file. Throws RejectedError('media_missing'). */
export type MediaId = (file: FileRef) => string

/** The field, unless there is nothing to put into it. */
export const optional = (name: string, value: unknown): Wire =>
  value === undefined || value === '' ? {} : { [name]: value }

/** Several of them. */
export const optionals = (values: Readonly<Record<string, unknown>>): Wire =>
  Object.assign({}, ...Object.entries(values).map(([name, value]) => optional(name, value)))
