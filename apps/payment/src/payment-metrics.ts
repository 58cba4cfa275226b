import type { Metrics } from '@astria-bot/service'
import type { Report } from './book/book.ts'

/** What the app counts. Alerts hang on `payment_attention`: it tells what is waiting for a person, also after a restart. */
export function paymentMetrics(metrics: Metrics) {
  const outcomes = metrics.counter('payment_outcomes_total', 'What came of events, by outcome and reason.', [
    'outcome',
    'reason',
  ])
  const attention = metrics.gauge('payment_attention', 'What waits for a person, by kind.', ['kind'])
  return {
    count(reports: readonly Report[]) {
      for (const { type, reason = '' } of reports) outcomes.inc({ outcome: type, reason })
    },
    attention(rows: readonly { kind: string; count: number }[]) {
      for (const { kind, count } of rows) attention.set({ kind }, count)
    },
  }
}
