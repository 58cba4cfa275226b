import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'automation:note-activity',
  text: `insert into automation.activity as a (contact_id, last_inbound_at)
    select contact_id, max(at) from unnest($1::uuid[], $2::timestamptz[]) as given (contact_id, at)
    group by contact_id
    on conflict (contact_id) do update set
      last_inbound_at = greatest(a.last_inbound_at, excluded.last_inbound_at)`,
}

/** Notes that contacts wrote. */
export async function noteActivity(
  tx: Transaction,
  messages: readonly { contactId: string; at: string }[],
): Promise<void> {
  if (messages.length === 0) return
  await tx.query(statement, [messages.map(one => one.contactId), messages.map(one => one.at)])
}
