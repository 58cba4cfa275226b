import { portraitsReady } from '@astria-bot/contracts'
import { enqueueEvents, imaging, type Transaction } from '@astria-bot/store'
import { eq, sql } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import { failOrder } from '../orders/fail-order.ts'
import { lockOrder } from '../orders/order-row.ts'
import type { Studio } from '../studio.ts'

/** Announces the portraits of an order, once: when nothing more is to come and every result is copied or given up. */
export async function finishOrder(studio: Studio, tx: Transaction, orderId: string): Promise<void> {
  const order = await lockOrder(tx, orderId)
  if (order?.state !== 'copying' || order.tuneId === null) return
  const rows = await tx.drizzle.select().from(imaging.portraits).where(eq(imaging.portraits.orderId, orderId))
  if (rows.some(row => row.state === 'copying')) return
  const kept = rows
    .filter(row => row.state === 'kept')
    .sort((a, b) => Number(a.promptId) - Number(b.promptId) || a.index - b.index)
  if (kept.length === 0) return failOrder(studio, tx, order, 'no_portraits')
  const { contactId, tuneId } = order
  const complete = order.complete === true && kept.length >= (order.expectedCount ?? rows.length)
  const portraits = kept.map(row => ({
    portraitId: row.id,
    file: { fileKey: row.fileKey!, mimeType: row.mimeType! },
  }))
  await tx.drizzle
    .update(imaging.orders)
    .set({ state: 'delivered', complete, updatedAt: sql`now()` })
    .where(eq(imaging.orders.orderId, orderId))
  await enqueueEvents(tx, 'imaging', [
    newEvent(portraitsReady, contactId, { orderId, contactId, tuneId, portraits, complete }),
  ])
  studio.metrics.orders.inc({ state: complete ? 'delivered' : 'delivered_in_part' })
}
