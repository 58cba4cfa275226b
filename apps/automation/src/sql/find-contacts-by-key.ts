import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'automation:find-contacts-by-key',
  text: `select key, k.contact_id as "contactId", e.erased_at as "erasedAt" from unnest($1::text[]) as given (key)
    left join automation.contact_keys k using (key) left join automation.erased_keys e using (key)
    where k.key is not null or e.key is not null`,
}

/** What is known of a key. */
export interface KeyOwner {
  /** Whose it is; null: nobody's who is known. */
  contactId: string | null
  /** When the contact was erased whose it was. */
  erasedAt: Date | null
}

/** Whose keys are: the subjects of messages, and the ids of contacts who have become part of others. */
export async function findContactsByKey(db: Queryable, keys: readonly string[]): Promise<Map<string, KeyOwner>> {
  if (keys.length === 0) return new Map()
  const rows = await db.query<KeyOwner & { key: string }>(statement, [[...new Set(keys)]])
  return new Map(rows.map(row => [row.key, row]))
}
