import type { contactMerged, DataOf } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { lockContacts } from '../sql/lock-contacts.ts'

const remember = {
  name: 'imaging:remember-merger',
  text: `with moved as (update imaging.merged_contacts set "into" = $2 where "into" = $1)
    insert into imaging.merged_contacts (contact_id, "into") values ($1, $2)
    on conflict (contact_id) do update set "into" = excluded."into"`,
}

/** Two contacts are one person: pictures and models of one can be used by the other. */
export async function mergeContact(tx: Transaction, { contactId, into }: DataOf<typeof contactMerged>): Promise<void> {
  const { erased } = await lockContacts(tx, [contactId, into], 'exclusive')
  if (erased.size > 0) return
  await tx.query(remember, [contactId, into])
}
