import { randomBytes } from 'node:crypto'
import type { Ground } from '../ground.ts'
import { createNotices, type Notice } from './notices.ts'

export interface PaymentRow {
  id: string
  order: string
  amount: number
  currency: string
  outcome: 'succeeded' | 'failed'
  /** One pressing of the button; pressed twice, it is still one payment. */
  nonce: string
  at: string
}

export interface RefundRow {
  /** The refund's idempotency key. */
  id: string
  refundId: string
  order: string
  payment: string | null
  amount: number
  currency: string
  at: string
}

export interface Payments {
  pay(wanted: Omit<PaymentRow, 'id' | 'at'>): PaymentRow
  find(id: string): PaymentRow | undefined
  paidFor(order: string): PaymentRow[]
  refund(wanted: Omit<RefundRow, 'refundId' | 'at'>): { refund: RefundRow; isNew: boolean }
  /** Sends a notice, signed, until it is answered 2xx. */
  notify(notice: Notice): void
}

/** Who takes the money, and tells the bot so by signed notices. */
export function createPayments(ground: Ground): Payments {
  const { journal, record } = ground
  const payments = journal.table<PaymentRow>('payments')
  const refunds = journal.table<RefundRow>('refunds')
  const newId = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`

  const notify = createNotices(ground)
  return {
    pay(wanted) {
      const known = [...payments.all()].find(row => row.nonce === wanted.nonce)
      if (known) return known
      const payment = payments.put({ ...wanted, id: newId('pay'), at: new Date().toISOString() })
      const { id, order, amount, currency, outcome } = payment
      record.add('payment.payment', outcome, { paymentId: id, order, amount, currency })
      notify({ id, type: `payment.${outcome}`, order, amount, currency })
      return payment
    },
    find: id => payments.get(id),
    paidFor: order => [...payments.all()].filter(row => row.order === order && row.outcome === 'succeeded'),
    refund(wanted) {
      const known = refunds.get(wanted.id)
      if (known) {
        record.add('payment.refund', 'existing', { key: wanted.id, refundId: known.refundId, order: known.order })
        return { refund: known, isNew: false }
      }
      const refund = refunds.put({ ...wanted, refundId: newId('re'), at: new Date().toISOString() })
      const { refundId, order, payment, amount, currency } = refund
      record.add('payment.refund', 'refunded', { key: wanted.id, refundId, order, payment, amount, currency })
      notify({ id: refundId, type: 'payment.refunded', order, amount, currency })
      return { refund, isNew: true }
    },
    notify,
  }
}
