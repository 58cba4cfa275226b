import type { DataOf, paymentRefunded } from '@astria-bot/contracts'
import { imaging, type Transaction } from '@astria-bot/store'
import { and, eq, sql } from 'drizzle-orm'

/** Money went back before the order was submitted: it is not. What Astria has begun is paid for and goes on. */
export async function stopOrder(tx: Transaction, { orderId, full }: DataOf<typeof paymentRefunded>): Promise<void> {
  if (!full) return
  const { orders } = imaging
  await tx.drizzle
    .update(orders)
    .set({ state: 'stopped', updatedAt: sql`now()` })
    .where(and(eq(orders.orderId, orderId), eq(orders.state, 'submitting')))
}
