import { type Database, payments as schema } from '@astria-bot/store'
import { sql } from 'drizzle-orm'
import { waitsForAPerson } from '../sql/count-attention.ts'
import { lastResolution } from './last-resolution.ts'

const { payments } = schema

// Drizzle would leave the table's name out, and mean the column of the innermost query.
const key = sql.raw('(payments.payments.provider, payments.payments.payment_id)')

/** Of a payment: it waits for a person. */
export const isOpen = sql`${key} in (select p.provider, p.payment_id from payments.payments p where ${sql.raw(waitsForAPerson)})`

/** The columns of a payment that the API shows. */
export function selectPayments(db: Database) {
  return db.drizzle
    .select({
      seq: payments.seq,
      provider: payments.provider,
      paymentId: payments.paymentId,
      orderId: payments.orderId,
      state: payments.state,
      reason: payments.reason,
      amountMinor: payments.amountMinor,
      currency: payments.currency,
      refundedMinor: payments.refundedMinor,
      refund: sql<'asked' | 'due' | 'done' | null>`(select r.state from payments.refunds r
        where (r.provider, r.payment_id) = ${key} order by r.created_at desc, r.id limit 1)`,
      resolution: lastResolution(sql.raw(`payments.payments.provider, 'payment', payments.payments.payment_id`)),
      createdAt: payments.createdAt,
    })
    .from(payments)
    .$dynamic()
}

/** A payment in words of JSON. */
export function toPaymentShape<Row extends { createdAt: Date }>(row: Row) {
  return { ...row, createdAt: row.createdAt.toISOString() }
}
