import type { Refund } from '@astria-bot/pricing'
import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'payment:save-refunds',
  text: `insert into payments.refunds as r (id, order_id, provider, payment_id, amount_minor, currency, state, done_at)
    select "refundId", "orderId", provider, "paymentId", "amountMinor", currency, state,
      case state when 'done' then now() end
    from json_to_recordset($1::json) as given ("refundId" text, "orderId" uuid, provider text, "paymentId" text,
      "amountMinor" bigint, currency text, state text)
    on conflict (id) do update set state = excluded.state, amount_minor = excluded.amount_minor,
      done_at = coalesce(r.done_at, excluded.done_at)
      where r.order_id = excluded.order_id and (r.state, r.amount_minor) is distinct from (excluded.state, excluded.amount_minor)`,
}

/** Writes the refunds of orders. */
export async function saveRefunds(
  tx: Transaction,
  refunds: readonly { orderId: string; refund: Refund }[],
): Promise<void> {
  if (refunds.length === 0) return
  await tx.query(statement, [JSON.stringify(refunds.map(({ orderId, refund }) => ({ orderId, ...refund })))])
}
