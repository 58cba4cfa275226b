import type { Queryable } from './database.ts'

/** A key of the API, as kept. */
export interface KeptApiKey {
  name: string
  role: string
  createdAt: Date
  revokedAt: Date | null
}

/** Whose key has this hash; null if none has, or it was revoked. */
export async function findApiKey(db: Queryable, hash: string): Promise<KeptApiKey | null> {
  const [found] = await db.query<KeptApiKey>(find, [hash])
  return found ?? null
}

/** Keeps a new key by its hash. False if the name has one already. */
export async function createApiKey(
  db: Queryable,
  { name, role, hash }: { name: string; role: 'viewer' | 'agent' | 'admin'; hash: string },
): Promise<boolean> {
  return (await db.query(create, [name, role, hash])).length > 0
}

/** Ends the key of a name. False if it has none. */
export async function revokeApiKey(db: Queryable, name: string): Promise<boolean> {
  return (await db.query(revoke, [name])).length > 0
}

/** All keys, also those that were revoked. */
export function listApiKeys(db: Queryable): Promise<KeptApiKey[]> {
  return db.query<KeptApiKey>(list, [])
}

const columns = 'name, role, created_at as "createdAt", revoked_at as "revokedAt"'
const find = {
  name: 'ops:find-api-key',
  text: `select ${columns} from ops.api_keys where hash = $1 and revoked_at is null`,
}
const create = {
  name: 'ops:create-api-key',
  text: `insert into ops.api_keys (name, role, hash) values ($1, $2, $3)
    on conflict (name) where revoked_at is null do nothing returning id`,
}
const revoke = {
  name: 'ops:revoke-api-key',
  text: 'update ops.api_keys set revoked_at = now() where name = $1 and revoked_at is null returning id',
}
const list = { name: 'ops:list-api-keys', text: `select ${columns} from ops.api_keys order by created_at, name` }
