import type { Transaction } from '@astria-bot/store'

/**
 * Messages that have come to an end. One that is said once per contact stays, as its own reminder; so does everything
 * that is not settled yet, however old.
 */
const statement = {
  name: 'maintenance:forget-messages',
  text: `delete from messaging.messages where id = any (array(
      select id from messaging.messages
      where created_at < now() - $1 * interval '1 day' and once is null
        and state in ('received', 'sent', 'delivered', 'read', 'played', 'failed', 'dropped')
      limit $2 for update skip locked))
    returning 1`,
}

/** Deletes a chunk of the messages that were said long ago. */
export async function forgetMessages(tx: Transaction, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [days, chunk])
  return rows.length
}
