import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'automation:find-contacts-by-key',
  text: 'select key, contact_id as "contactId" from automation.contact_keys where key = any ($1::text[])',
}

/** Which contacts the subjects of messages belong to, as far as they are known. */
export async function findContactsByKey(db: Queryable, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await db.query<{ key: string; contactId: string }>(statement, [[...new Set(keys)]])
  return new Map(rows.map(row => [row.key, row.contactId]))
}
