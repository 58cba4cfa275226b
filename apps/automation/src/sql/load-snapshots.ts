import type { ContactSnapshot } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'automation:load-snapshots',
  text: 'select contact_id as "contactId", snapshot from automation.contacts where contact_id = any ($1::uuid[])',
}

/** What was known of some contacts. */
export async function loadSnapshots(db: Queryable, ids: readonly string[]): Promise<Map<string, ContactSnapshot>> {
  if (ids.length === 0) return new Map()
  const rows = await db.query<{ contactId: string; snapshot: ContactSnapshot }>(statement, [ids])
  return new Map(rows.map(row => [row.contactId, row.snapshot]))
}
