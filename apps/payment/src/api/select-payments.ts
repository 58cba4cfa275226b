import { type Database, payments as schema } from '@astria-bot/store'

const { payments } = schema

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
      createdAt: payments.createdAt,
    })
    .from(payments)
    .$dynamic()
}

/** A payment in words of JSON. */
export function toPaymentShape<Row extends { createdAt: Date }>(row: Row) {
  return { ...row, createdAt: row.createdAt.toISOString() }
}
