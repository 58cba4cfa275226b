import { text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'
import { orders } from './orders.ts'

/** Where an order can be paid. */
export const checkouts = paymentsSchema.table('checkouts', {
  orderId: uuid('order_id')
    .primaryKey()
    .references(() => orders.id),
  provider: text().notNull(),
  url: text().notNull(),
  openedAt: timestamp('opened_at', { withTimezone: true }).notNull().defaultNow(),
})
