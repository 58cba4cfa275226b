import { sql } from 'drizzle-orm'
import { bigserial, check, index, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'
import { amountMinor } from './amount-minor.ts'

/**
 * Every authentic notice, once. `unmatched` waits for its order, `waiting` (a refund) for its payment; `doubtful` for a
 * person; `applied` and `ignored` are ends, and so is `dismissed`, by a person.
 */
export const notices = paymentsSchema.table(
  'notices',
  {
    provider: text().notNull(),
    kind: text({ enum: ['succeeded', 'failed', 'refunded', 'other'] }).notNull(),
    noticeId: text('notice_id').notNull(),
    seq: bigserial({ mode: 'number' }).notNull(),
    /** The provider's own word. */
    type: text().notNull(),
    /** The order's id, as the provider gave it back. */
    orderRef: text('order_ref').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text().notNull(),
    state: text({ enum: ['applied', 'ignored', 'unmatched', 'waiting', 'doubtful', 'dismissed'] }).notNull(),
    reason: text(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    primaryKey({ columns: [table.provider, table.kind, table.noticeId] }),
    index('notices_open').on(table.orderRef).where(sql`${table.state} in ('unmatched', 'waiting', 'doubtful')`),
    index('notices_seq').on(table.seq),
    check('notices_state', sql`state in ('applied', 'ignored', 'unmatched', 'waiting', 'doubtful', 'dismissed')`),
  ],
)
