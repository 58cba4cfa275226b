import { RejectedError } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'imaging:order-state',
  text: 'select state from imaging.orders where order_id = $1',
}

/** Throws RejectedError('stopped') unless an order still waits to be submitted: refunded or erased, it is not. */
export async function assertOpen(db: Queryable, orderId: string): Promise<void> {
  const [order] = await db.query<{ state: string }>(statement, [orderId])
  if (order?.state !== 'submitting') throw new RejectedError('stopped', 'the order is not to be submitted any more')
}
