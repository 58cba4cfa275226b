import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'payment:load-payment-owners',
  text: `select p.provider, p.payment_id as "paymentId", p.order_id as "orderId"
    from payments.payments p
    join unnest($1::text[], $2::text[]) as given (provider, payment_id) using (provider, payment_id)`,
}

/** To which order each of these payments was booked. */
export async function loadPaymentOwners(
  tx: Transaction,
  keys: readonly { provider: string; noticeId: string }[],
): Promise<{ provider: string; paymentId: string; orderId: string }[]> {
  if (keys.length === 0) return []
  return tx.query(statement, [keys.map(key => key.provider), keys.map(key => key.noticeId)])
}
