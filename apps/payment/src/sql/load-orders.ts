import type { OrderDetails } from '@astria-bot/contracts'
import type { OrderState, Refund, RefundNotice } from '@astria-bot/pricing'
import type { Transaction } from '@astria-bot/store'

/** An order with everything that happened to its money. */
export interface OrderRow {
  orderId: string
  customerId: string
  contactId: string | null
  state: OrderState
  amountMinor: number
  currency: string
  capturedMinor: number
  details: OrderDetails | null
  url: string | null
  payments: PaymentRow[]
  refunds: Refund[]
  waiting: RefundNotice[]
}

/** A payment as it is stored. */
export interface PaymentRow {
  provider: string
  paymentId: string
  state: 'credited' | 'failed' | 'held'
  reason: 'wrong_amount' | 'wrong_currency' | 'paid_already' | 'order_closed' | null
  amountMinor: number
  currency: string
  refundedMinor: number
}

// Amounts are far below 2^53, so that they are whole as float8, which the driver reads as numbers.
const statement = {
  name: 'payment:load-orders',
  text: `select o.id as "orderId", o.customer_id as "customerId", c.contact_id as "contactId", o.state,
      o.amount_minor::float8 as "amountMinor", o.currency, o.captured_minor::float8 as "capturedMinor", o.details, k.url,
      (select coalesce(json_agg(json_build_object('provider', p.provider, 'paymentId', p.payment_id, 'state', p.state,
          'reason', p.reason, 'amountMinor', p.amount_minor, 'currency', p.currency,
          'refundedMinor', p.refunded_minor) order by p.seq), '[]')
        from payments.payments p where p.order_id = o.id) as payments,
      (select coalesce(json_agg(json_build_object('refundId', r.id, 'provider', r.provider, 'paymentId', r.payment_id,
          'amountMinor', r.amount_minor, 'currency', r.currency, 'state', r.state) order by r.created_at, r.id), '[]')
        from payments.refunds r where r.order_id = o.id) as refunds,
      (select coalesce(json_agg(json_build_object('provider', n.provider, 'noticeId', n.notice_id,
          'amountMinor', n.amount_minor, 'currency', n.currency) order by n.seq), '[]')
        from payments.notices n
        where n.order_ref = o.id::text and n.state = 'waiting' and n.kind = 'refunded') as waiting
    from payments.orders o
    join payments.customers c on c.id = o.customer_id
    left join payments.checkouts k on k.order_id = o.id
    where o.id = any($1::uuid[])`,
}

// A statement of its own: one that waits for a lock sees the payments and refunds that it reads beside the order as they
// were before it waited.
const lock = {
  name: 'payment:lock-orders',
  text: 'select id from payments.orders where id = any($1::uuid[]) order by id for update',
}

/** Locks orders, in the order of their ids, and reads them with their money. */
export async function loadOrders(tx: Transaction, orderIds: readonly string[]): Promise<OrderRow[]> {
  if (orderIds.length === 0) return []
  await tx.query(lock, [orderIds])
  return tx.query<OrderRow>(statement, [orderIds])
}
