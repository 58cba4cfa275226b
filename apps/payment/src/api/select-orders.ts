import { type Database, payments } from '@astria-bot/store'
import { eq } from 'drizzle-orm'

const { orders, customers, checkouts } = payments

/** The columns of an order that the API shows, and where it can be paid. */
export function selectOrders(db: Database) {
  return db.drizzle
    .select({
      seq: orders.seq,
      orderId: orders.id,
      state: orders.state,
      contactId: customers.contactId,
      tier: orders.tier,
      amountMinor: orders.amountMinor,
      currency: orders.currency,
      capturedMinor: orders.capturedMinor,
      checkoutUrl: checkouts.url,
      placedAt: orders.placedAt,
      paidAt: orders.paidAt,
      updatedAt: orders.updatedAt,
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .leftJoin(checkouts, eq(checkouts.orderId, orders.id))
    .$dynamic()
}

/** An order in words of JSON. */
export function toOrderShape<Row extends { placedAt: Date; paidAt: Date | null; updatedAt: Date }>(row: Row) {
  return {
    ...row,
    placedAt: row.placedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}
