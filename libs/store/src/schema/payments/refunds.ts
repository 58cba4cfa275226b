import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'
import { amountMinor } from './amount-minor.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'

/** Money that went back or has to: `asked` of the provider, `due` by a person, `done` when the provider confirmed it. */
export const refunds = paymentsSchema.table(
  'refunds',
  {
    /** Ours (a uuid, and the idempotency key), or `<provider>:<id>` of one that the provider began. */
    id: text().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    provider: text().notNull(),
    paymentId: text('payment_id').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text().notNull(),
    state: text({ enum: ['asked', 'due', 'done'] }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    doneAt: timestamp('done_at', { withTimezone: true }),
  },
  table => [
    foreignKey({ columns: [table.provider, table.paymentId], foreignColumns: [payments.provider, payments.paymentId] }),
    index('refunds_order').on(table.orderId),
    index('refunds_open').on(table.provider, table.paymentId).where(sql`${table.state} in ('asked', 'due')`),
    check('refunds_state', sql`state in ('asked', 'due', 'done')`),
    check('refunds_amount', sql`amount_minor >= 0`),
  ],
)
