import { tuneFailed } from '@astria-bot/contracts'
import { enqueueEvents, imaging, type Transaction } from '@astria-bot/store'
import { eq, sql } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import type { Studio } from '../studio.ts'

/** Ends an order that cannot be fulfilled: it is to be refunded. The caller holds the order. */
export async function failOrder(
  studio: Pick<Studio, 'metrics' | 'logger'>,
  tx: Transaction,
  order: { orderId: string; contactId: string; tuneId: string | null },
  reason: string,
): Promise<void> {
  const { orderId, contactId, tuneId } = order
  await tx.drizzle
    .update(imaging.orders)
    .set({ state: 'failed', error: reason, nextPollAt: null, updatedAt: sql`now()` })
    .where(eq(imaging.orders.orderId, orderId))
  await enqueueEvents(tx, 'imaging', [newEvent(tuneFailed, contactId, { orderId, contactId, tuneId, reason })])
  studio.metrics.orders.inc({ state: 'failed' })
  studio.logger.warn({ order: orderId, reason }, 'an order failed')
}
