import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'maintenance:forget-statuses',
  text: `delete from messaging.unmatched_statuses where event_id = any (array(
      select event_id from messaging.unmatched_statuses where received_at < now() - $1 * interval '1 day'
      limit $2 for update skip locked))
    returning 1`,
}

/** Deletes a chunk of the statuses whose message never became known. */
export async function forgetStatuses(tx: Transaction, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [days, chunk])
  return rows.length
}
