import type { Metrics } from '@astria-bot/service'
import type { Report } from './book/book.ts'
import type { LedgerState } from './sql/check-ledger.ts'

/** What the app counts. Alerts hang on `payment_attention`: it tells what is waiting for a person, also after a restart. */
export function paymentMetrics(metrics: Metrics) {
  const outcomes = metrics.counter('payment_outcomes_total', 'What came of events, by outcome and reason.', [
    'outcome',
    'reason',
  ])
  const attention = metrics.gauge('payment_attention', 'What waits for a person, by kind.', ['kind'])
  const imbalance = metrics.gauge(
    'payment_ledger_imbalance_minor',
    'What the entries of the whole ledger sum to, by currency: 0, or the books are wrong.',
    ['currency'],
  )
  const overdrawn = metrics.gauge(
    'payment_ledger_overdrawn',
    'Customers with less than nothing: 0, or the books are wrong.',
    ['currency'],
  )
  return {
    count(reports: readonly Report[]) {
      for (const { type, reason = '' } of reports) outcomes.inc({ outcome: type, reason })
    },
    ledger(rows: readonly LedgerState[]) {
      for (const row of rows) {
        imbalance.set({ currency: row.currency }, row.imbalanceMinor)
        overdrawn.set({ currency: row.currency }, row.overdrawn)
      }
    },
    attention(rows: readonly { kind: string; count: number }[]) {
      for (const { kind, count } of rows) attention.set({ kind }, count)
    },
  }
}
