import type { Transaction } from '@astria-bot/store'

/** Asking Astria once more is always harmless: the answer is compared with what is known. */
const statement = {
  name: 'maintenance:wake-orders',
  text: `update imaging.orders set next_poll_at = now() where order_id = any (array(
      select order_id from imaging.orders
      where state in ('training', 'making') and updated_at < now() - $1 * interval '1 hour'
        and (next_poll_at is null or next_poll_at > now() + interval '1 hour')
      limit $2 for update skip locked))
    returning 1`,
}

/** Orders that Astria has not been asked about for long, and would not be for long: they are asked about now. */
export async function wakeOrders(tx: Transaction, hours: number, atOnce: number): Promise<number> {
  const rows = await tx.query(statement, [hours, atOnce])
  return rows.length
}
