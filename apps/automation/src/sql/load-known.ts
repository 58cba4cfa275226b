import type { contactChanged, DataOf } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'

/** A contact as this app knows it. */
export interface KnownContact {
  contactId: string
  snapshot: Omit<DataOf<typeof contactChanged>, 'mergedInto'>
  /** Null: they have written nothing since this app knows them. */
  lastInboundAt: Date | null
}

const statement = {
  name: 'automation:load-known',
  text: `select c.contact_id as "contactId", c.snapshot, a.last_inbound_at as "lastInboundAt"
    from automation.contacts c left join automation.activity a using (contact_id)
    where c.contact_id = any ($1::uuid[])`,
}

/** The contacts that are known, by id. */
export async function loadKnown(db: Queryable, contactIds: Iterable<string>): Promise<Map<string, KnownContact>> {
  const ids = [...new Set(contactIds)]
  if (ids.length === 0) return new Map()
  const rows = await db.query<KnownContact>(statement, [ids])
  return new Map(rows.map(row => [row.contactId, row]))
}
