import { imaging, type Transaction } from '@astria-bot/store'
import { eq } from 'drizzle-orm'

/** An order as it is stored. */
export type OrderRow = typeof imaging.orders.$inferSelect

/** Reads an order and holds it until the transaction ends. Undefined: erased, or never there. */
export async function lockOrder(tx: Transaction, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await tx.drizzle.select().from(imaging.orders).where(eq(imaging.orders.orderId, orderId)).for('update')
  return row
}
