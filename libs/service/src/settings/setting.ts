import { z } from 'zod'

/** Marks a setting as secret: its value never occurs in a message or a log. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), secret: true })
}

/** Marks a setting that production refuses: a door that is open only while developing. */
export function developmentOnly<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), developmentOnly: true })
}

const commaSeparated = (value: unknown) =>
  typeof value === 'string' ? value.split(',').map(part => part.trim()) : value

/** Whether each of the addresses, separated by commas, has one of the schemes. */
function hasScheme(value: string, schemes: readonly string[]): boolean {
  return value.split(',').every(part => {
    const url = part.trim()
    return schemes.some(scheme => url.startsWith(`${scheme}://`) && url.length > scheme.length + 3)
  })
}

const isFolder = /^file:\/\/\/./
/** A container or bucket, and perhaps a path in it, of plain names. */
const isObjectStore = /^(azure|s3):\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?$/

/** Schemas for what environment variables usually hold: everything arrives as text. */
export const setting = {
  text: () => z.string().trim().min(1),
  secret: () => secret(z.string().trim().min(1)),
  /** An address that holds a password, with one of the schemes; several may stand with commas. It is never repeated. */
  secretAddress: (...schemes: string[]) =>
    secret(
      z
        .string()
        .trim()
        .refine(value => hasScheme(value, schemes)),
    ),
  /** Several secrets, separated by commas, all of them valid while rotating. An empty one among them is refused. */
  secrets: () => secret(z.preprocess(commaSeparated, z.array(z.string().min(1, 'one of the secrets is empty')).min(1))),
  /** `a,b,c` → ['a', 'b', 'c']; empty parts are dropped. */
  list: () =>
    z.string().transform(value =>
      value
        .split(',')
        .map(part => part.trim())
        .filter(part => part !== ''),
    ),
  /** Where files are kept. */
  files: () =>
    z
      .string()
      .trim()
      .refine(
        value => isFolder.test(value) || isObjectStore.test(value),
        'is file:///an/absolute/path, azure://container/path or s3://bucket/path',
      ),
  flag: () => z.enum(['true', 'false', '1', '0']).transform(value => value === 'true' || value === '1'),
  integer: (min: number, max: number) => z.coerce.number().int().min(min).max(max),
  port: () => z.coerce.number().int().min(0).max(65535),
  url: () => z.url({ protocol: /^https?$/ }).transform(value => value.replace(/\/+$/, '')),
}
