import type { Database } from '@astria-bot/store'

/** An order that is to be looked at now. */
export interface DueOrder {
  orderId: string
  tuneId: string
  training: boolean
  state: 'training' | 'making'
  knownPromptIds: string[] | null
  polls: number
  /** Until when it is ours; a callback that comes meanwhile pulls it to an earlier time. */
  nextPollAt: Date
}

/** How long a look may take before another process takes the order: after a crash orders go on within a minute. */
const leaseMs = 45_000

const statement = {
  name: 'imaging:claim-orders',
  text: `with due as (
      select order_id from imaging.orders
      where state in ('training', 'making') and next_poll_at <= now()
      order by next_poll_at limit $1
      for update skip locked)
    update imaging.orders o set next_poll_at = now() + ${leaseMs} * interval '1 millisecond', polls = polls + 1
    from due where o.order_id = due.order_id
    returning o.order_id as "orderId", o.tune_id as "tuneId", o.training, o.state, o.polls,
      o.known_prompt_ids as "knownPromptIds",
      o.next_poll_at as "nextPollAt"`,
}

/** Takes orders that are due, by the database's clock; two processes never take the same. */
export function claimOrders(db: Database, limit: number): Promise<DueOrder[]> {
  return db.query<DueOrder>(statement, [limit])
}
