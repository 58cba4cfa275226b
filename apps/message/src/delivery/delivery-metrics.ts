import type { Metrics } from '@astria-bot/service'

/** What delivery counts. */
export interface DeliveryMetrics {
  outcome(outcome: string): void
  unknown(): void
  resent(): void
}

/** Registers the metrics of delivery. */
export function deliveryMetrics(metrics: Metrics): DeliveryMetrics {
  const sends = metrics.counter('message_sends_total', 'Tries to send a message, by what came of them.', ['outcome'])
  const unknown = metrics.counter('message_unknown_total', 'Messages of which nobody knew whether WhatsApp took them.')
  const resent = metrics.counter(
    'message_resent_total',
    'Messages that were sent a second time because of that, or because the first try was refused late.',
  )
  return {
    outcome: outcome => sends.inc({ outcome }),
    unknown: () => unknown.inc(),
    resent: () => resent.inc(),
  }
}
