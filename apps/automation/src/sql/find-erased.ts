import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'automation:find-erased',
  text: 'select contact_id as "contactId" from automation.erasures where contact_id = any ($1::uuid[])',
}

/** Which of these contacts are erased. */
export async function findErased(db: Queryable, contactIds: readonly string[]): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set()
  const rows = await db.query<{ contactId: string }>(statement, [contactIds])
  return new Set(rows.map(row => row.contactId))
}
