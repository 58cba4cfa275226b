import type { Transaction } from '@astria-bot/store'

/** A contact's row. */
export interface ContactRow {
  contactId: string
  version: number
  snapshot: unknown
  timeZone: string | null
  birthday: number | null
}

const statement = {
  name: 'automation:save-contacts',
  text: `insert into automation.contacts as c (contact_id, version, snapshot, time_zone, birthday)
    select * from unnest($1::uuid[], $2::int[], $3::json[], $4::text[], $5::smallint[])
    on conflict (contact_id) do update set version = excluded.version, snapshot = excluded.snapshot,
      time_zone = excluded.time_zone, birthday = excluded.birthday
    where c.version < excluded.version
    returning contact_id as "contactId"`,
}

/** Stores snapshots, newer ones over older ones only. Tells which were news. */
export async function saveContacts(tx: Transaction, rows: readonly ContactRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const saved = await tx.query<{ contactId: string }>(statement, [
    rows.map(row => row.contactId),
    rows.map(row => row.version),
    rows.map(row => JSON.stringify(row.snapshot)),
    rows.map(row => row.timeZone),
    rows.map(row => row.birthday),
  ])
  return new Set(saved.map(row => row.contactId))
}
