import { sql } from 'drizzle-orm'
import { bigserial, check, index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'

/** The ledger's transactions. Only ever added to: triggers of the migration `ledger_rules` see to it. */
export const ledgerTransactions = paymentsSchema.table(
  'ledger_transactions',
  {
    /** What was booked, such as `payment:hmac:pay_1`: it cannot be booked twice. */
    key: text().primaryKey(),
    seq: bigserial({ mode: 'number' }).notNull(),
    kind: text({ enum: ['payment', 'hold', 'accept', 'capture', 'release', 'refund'] }).notNull(),
    orderId: uuid('order_id').notNull(),
    bookedAt: timestamp('booked_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    index('ledger_transactions_seq').on(table.seq),
    index('ledger_transactions_order').on(table.orderId),
    check('ledger_transactions_kind', sql`kind in ('payment', 'hold', 'accept', 'capture', 'release', 'refund')`),
  ],
)
