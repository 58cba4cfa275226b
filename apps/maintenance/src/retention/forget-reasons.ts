import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'maintenance:forget-reasons',
  text: `update payments.resolutions set reason = null where id = any (array(
      select id from payments.resolutions
      where at < now() - $1 * interval '1 day' and reason is not null
      limit $2 for update skip locked))
    returning 1`,
}

/** Forgets why a chunk of decisions about money was made: it may name somebody. Who decided what stays. */
export async function forgetReasons(tx: Transaction, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [days, chunk])
  return rows.length
}
