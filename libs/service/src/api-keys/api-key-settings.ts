import { z } from 'zod'
import { secret } from '../settings/setting.ts'
import { hashApiKey } from './api-key.ts'
import { type KeyHolder, Role } from './role.ts'

const Entry = z.string().regex(new RegExp(`^[\\w.-]{1,64}:(${Role.options.join('|')}):[^\\s,:]{16,256}$`))

/** The setting with keys that are there from the start. Spread it into an app's settings. */
export const apiKeySettings = {
  API_KEYS: secret(
    z.preprocess(
      value => (typeof value === 'string' ? value.split(',').map(part => part.trim()) : value),
      z.array(Entry),
    ),
  )
    .optional()
    .describe(
      'Keys of the API beside those in the database: name:role:key, several with commas. Roles are viewer, agent and admin; a key has at least 16 characters.',
    ),
}

/** The keys of the setting, by their hash. */
export function keysOf(entries: readonly string[] | undefined): ReadonlyMap<string, KeyHolder> {
  return new Map(
    (entries ?? []).map(entry => {
      const [name = '', role = '', key = ''] = entry.split(':')
      return [hashApiKey(key), { name, role: Role.parse(role) }]
    }),
  )
}
