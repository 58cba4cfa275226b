import { GraphError } from '../graph-error.ts'

export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lengths are UTF-16 code units: how Meta counts emoji is not documented, this is the safe side. */
export function text(value: unknown, name: string, max: number): string {
  if (typeof value !== 'string' || value.trim() === '') throw new GraphError(131008, `${name} is required`)
  if (value.length > max)
    throw new GraphError(131009, `${name} is ${value.length} characters long, at most ${max} are allowed`)
  return value
}

export function optionalText(value: unknown, name: string, max: number): string | undefined {
  return value === undefined || value === null ? undefined : text(value, name, max)
}

export function fields(value: unknown, name: string): Fields {
  if (!isFields(value)) throw new GraphError(131008, `${name} is required`)
  return value
}

export function list(value: unknown, name: string, min: number, max: number): Fields[] {
  if (!Array.isArray(value) || value.length < min) throw new GraphError(131008, `${name}: at least ${min} needed`)
  if (value.length > max) throw new GraphError(131009, `${name}: ${value.length} given, at most ${max} are allowed`)
  return value.map((item, index) => fields(item, `${name}[${index}]`))
}

export function unique(values: readonly string[], name: string): void {
  if (new Set(values).size !== values.length) throw new GraphError(131009, `${name} must be unique`)
}

export function webUrl(value: unknown, name: string): string {
  const url = text(value, name, 2000)
  if (!/^https?:\/\/[^\s/]+/i.test(url)) throw new GraphError(131009, `${name} is not a valid URL`)
  return url
}
