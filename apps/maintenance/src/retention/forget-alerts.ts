import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'maintenance:forget-alerts',
  text: `delete from messaging.alerts where id = any (array(
      select id from messaging.alerts where resolved_at < now() - $1 * interval '1 day' limit $2
      for update skip locked))
    returning 1`,
}

/** Deletes a chunk of the alerts that somebody took care of long ago. */
export async function forgetAlerts(tx: Transaction, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [days, chunk])
  return rows.length
}
