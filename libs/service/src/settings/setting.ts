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

/** Schemas for what environment variables usually hold: everything arrives as text. */
export const setting = {
  text: () => z.string().trim().min(1),
  secret: () => secret(z.string().trim().min(1)),
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
  flag: () => z.enum(['true', 'false', '1', '0']).transform(value => value === 'true' || value === '1'),
  integer: (min: number, max: number) => z.coerce.number().int().min(min).max(max),
  port: () => z.coerce.number().int().min(0).max(65535),
  url: () => z.url({ protocol: /^https?$/ }).transform(value => value.replace(/\/+$/, '')),
}
