import type { z } from 'zod'
import { settingsList } from './settings-list.ts'

/** The settings as they may be logged: of a secret only whether it is there. */
export function describeSettings<Schema extends z.ZodObject>(
  schema: Schema,
  settings: z.infer<Schema>,
): Record<string, unknown> {
  const values = settings as Record<string, unknown>
  return Object.fromEntries(
    settingsList(schema).map(({ name, secret }) => [
      name,
      secret ? (values[name] === undefined ? 'not set' : 'set') : values[name],
    ]),
  )
}
