import { sql } from 'drizzle-orm'
import { bigserial, check, index, json, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'
import { amountMinor } from './amount-minor.ts'
import { customers } from './customers.ts'

const time = (name: string) => timestamp(name, { withTimezone: true })

/** Orders, as far as money goes. What the states mean stands in libs/pricing (`OrderState`). */
export const orders = paymentsSchema.table(
  'orders',
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: 'number' }).notNull(),
    customerId: uuid('customer_id')
      .notNull()
      .references(() => customers.id),
    state: text({
      enum: ['awaiting_payment', 'mispriced', 'paid', 'delivered', 'refunding', 'refund_due', 'refunded', 'closed'],
    }).notNull(),
    tier: text().notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text().notNull(),
    /** Moved from the customer's credit to the revenue, less what was moved back; in the currency of what was paid. */
    capturedMinor: amountMinor('captured_minor').notNull().default(0),
    /** What was ordered, as the event said it. Null after an erasure. */
    details: json(),
    placedAt: time('placed_at').notNull(),
    paidAt: time('paid_at'),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  table => [
    index('orders_seq').on(table.seq),
    index('orders_customer').on(table.customerId),
    index('orders_attention').on(table.state).where(sql`${table.state} in ('mispriced', 'refunding', 'refund_due')`),
    check(
      'orders_state',
      sql`state in ('awaiting_payment', 'mispriced', 'paid', 'delivered', 'refunding', 'refund_due', 'refunded', 'closed')`,
    ),
    check('orders_amounts', sql`amount_minor >= 0 and captured_minor >= 0`),
  ],
)
