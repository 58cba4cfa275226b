import { sql } from 'drizzle-orm'
import { bigserial, check, index, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'
import { amountMinor } from './amount-minor.ts'
import { orders } from './orders.ts'

/** Payments that a provider announced for an order of ours: credited, failed, or held for a person to look at. */
export const payments = paymentsSchema.table(
  'payments',
  {
    provider: text().notNull(),
    /** The provider's id. */
    paymentId: text('payment_id').notNull(),
    seq: bigserial({ mode: 'number' }).notNull(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    state: text({ enum: ['credited', 'failed', 'held'] }).notNull(),
    /** Why it is held. */
    reason: text({ enum: ['wrong_amount', 'wrong_currency', 'paid_already', 'order_closed'] }),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text().notNull(),
    refundedMinor: amountMinor('refunded_minor').notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    primaryKey({ columns: [table.provider, table.paymentId] }),
    uniqueIndex('payments_one_credited').on(table.orderId).where(sql`${table.state} = 'credited'`),
    index('payments_order').on(table.orderId),
    index('payments_seq').on(table.seq),
    index('payments_held').on(table.reason).where(sql`${table.state} = 'held'`),
    check('payments_state', sql`state in ('credited', 'failed', 'held') and (state = 'held') = (reason is not null)`),
    check('payments_amounts', sql`amount_minor >= 0 and refunded_minor between 0 and amount_minor`),
  ],
)
