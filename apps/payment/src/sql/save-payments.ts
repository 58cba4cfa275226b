import { isHeld, type Payment } from '@astria-bot/pricing'
import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'payment:save-payments',
  text: `insert into payments.payments as p
      (provider, payment_id, order_id, state, reason, amount_minor, currency, refunded_minor)
    select provider, "paymentId", "orderId", state, reason, "amountMinor", currency, "refundedMinor"
    from json_to_recordset($1::json) as given (provider text, "paymentId" text, "orderId" uuid, state text, reason text,
      "amountMinor" bigint, currency text, "refundedMinor" bigint)
    on conflict (provider, payment_id) do update set state = excluded.state, reason = excluded.reason,
      amount_minor = excluded.amount_minor, currency = excluded.currency, refunded_minor = excluded.refunded_minor,
      updated_at = now()
      where p.order_id = excluded.order_id
        and (p.state, p.refunded_minor) is distinct from (excluded.state, excluded.refunded_minor)`,
}

/** Writes the payments of orders. One that belongs to another order is never taken over. */
export async function savePayments(
  tx: Transaction,
  payments: readonly { orderId: string; payment: Payment }[],
): Promise<void> {
  if (payments.length === 0) return
  const rows = payments.map(({ orderId, payment: { standing, ...payment } }) => ({
    orderId,
    ...payment,
    ...(isHeld({ standing, ...payment }) ? { state: 'held', reason: standing } : { state: standing, reason: null }),
  }))
  await tx.query(statement, [JSON.stringify(rows)])
}
