import type { Transaction } from '@astria-bot/store'

const find = {
  name: 'payment:payment-by-seq',
  text: 'select provider, payment_id as "paymentId", order_id as "orderId" from payments.payments where seq = $1',
}

/** What names a payment, by its number. None of it ever changes. */
export async function paymentBySeq(
  tx: Transaction,
  seq: number,
): Promise<{ provider: string; paymentId: string; orderId: string } | undefined> {
  const [row] = await tx.query<{ provider: string; paymentId: string; orderId: string }>(find, [seq])
  return row
}
