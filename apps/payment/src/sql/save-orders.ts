import type { Transaction } from '@astria-bot/store'
import type { OrderCase } from '../book/book.ts'

const statement = {
  name: 'payment:save-orders',
  text: `insert into payments.orders as o
      (id, customer_id, state, tier, amount_minor, currency, captured_minor, details, placed_at, paid_at)
    select (r->>'orderId')::uuid, (r->>'customerId')::uuid, r->>'state', r->>'tier', (r->>'amountMinor')::bigint,
      r->>'currency', (r->>'capturedMinor')::bigint, case when json_typeof(r->'details') <> 'null' then r->'details' end,
      $2, (r->>'paidAt')::timestamptz
    from json_array_elements($1::json) as given (r)
    on conflict (id) do update set state = excluded.state, captured_minor = excluded.captured_minor,
      details = excluded.details, paid_at = coalesce(o.paid_at, excluded.paid_at), updated_at = now()`,
}

const insertCheckouts = {
  name: 'payment:insert-checkouts',
  text: `insert into payments.checkouts (order_id, provider, url)
    select * from unnest($1::uuid[], $2::text[], $3::text[])`,
}

/** Writes orders, new ones and changed ones. */
export async function saveOrders(tx: Transaction, cases: readonly OrderCase[], now: Date): Promise<void> {
  if (cases.length === 0) return
  const rows = cases.map(({ money, details, paid }) => ({
    orderId: money.orderId,
    customerId: money.customerId,
    state: money.state,
    // Only a new order's tier is written; that one has its details.
    tier: details?.tier ?? '',
    amountMinor: money.amountMinor,
    currency: money.currency,
    capturedMinor: money.capturedMinor,
    details,
    paidAt: paid ? now : null,
  }))
  await tx.query(statement, [JSON.stringify(rows), now])
}

/** Writes down where orders can be paid. */
export async function saveCheckouts(
  tx: Transaction,
  rows: readonly { orderId: string; provider: string; url: string }[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = [rows.map(row => row.orderId), rows.map(row => row.provider), rows.map(row => row.url)]
  await tx.query(insertCheckouts, columns)
}
