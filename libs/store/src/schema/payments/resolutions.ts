import { sql } from 'drizzle-orm'
import { bigserial, check, index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'
import { orders } from './orders.ts'

/** What people decided about money that waited for them: who, why, and when. Only ever added to. */
export const resolutions = paymentsSchema.table(
  'resolutions',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    provider: text().notNull(),
    /** A payment, or a notice of this kind. */
    kind: text({ enum: ['payment', 'succeeded', 'failed', 'refunded', 'other'] }).notNull(),
    /** The provider's id. */
    subjectId: text('subject_id').notNull(),
    action: text({ enum: ['accepted', 'returned', 'matched', 'dismissed'] }).notNull(),
    /** The order that it was about. Null when there is none. */
    orderId: uuid('order_id').references(() => orders.id),
    /** What a matched notice had said of its order. */
    orderRef: text('order_ref'),
    /** The name of the key. */
    by: text().notNull(),
    /** Null after an erasure: it may name somebody. */
    reason: text(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  table => [
    index('resolutions_subject').on(table.provider, table.subjectId, table.kind),
    index('resolutions_order').on(table.orderId),
    check('resolutions_kind', sql`kind in ('payment', 'succeeded', 'failed', 'refunded', 'other')`),
    check('resolutions_action', sql`action in ('accepted', 'returned', 'matched', 'dismissed')`),
  ],
)
