import { hashApiKey } from './api-key.ts'
import { keysOf } from './api-key-settings.ts'
import { type KeyHolder, Role } from './role.ts'

/** Knows keys. */
export interface ApiKeys {
  /** Whose key it is; null for one that is not known or was revoked. */
  holderOf(key: string): Promise<KeyHolder | null>
}

/** Where keys come from. */
export interface ApiKeysOptions {
  /** The setting `API_KEYS`. */
  given?: readonly string[] | undefined
  /** Finds a key that is kept by its hash; asked with every request, so that a revoked key ends at once. */
  find(hash: string): Promise<{ name: string; role: string } | null>
}

/** Keys of the setting and of the database. Hashes are compared, so that the time it takes tells nothing of a key. */
export function createApiKeys({ given, find }: ApiKeysOptions): ApiKeys {
  const known = keysOf(given)
  return {
    async holderOf(key) {
      const hash = hashApiKey(key)
      const holder = known.get(hash) ?? (await find(hash))
      return holder && { name: holder.name, role: Role.parse(holder.role) }
    },
  }
}
