import type { Metrics } from '@astria-bot/service'

/** Who calls. */
export type Source = 'whatsapp' | 'twilio' | 'astria' | 'payment' | 'operator'

/** What became of a request: taken, or why not. */
export type Outcome =
  | 'accepted'
  | 'accepted_unsigned'
  | 'unavailable'
  | 'malformed'
  | 'no_secret'
  | 'missing'
  | 'unsigned'
  | 'wrong'
  | 'bad_signature'
  | 'unknown_kind'
  | 'no_certificate'

/** The gateway counts, and logs nothing per request. */
export interface GatewayMetrics {
  request(source: Source, outcome: Outcome): void
  events(events: readonly { type: string }[]): void
}

/** Makes the counters. A refused request leaves no other trace than these. */
export function gatewayMetrics(metrics: Metrics): GatewayMetrics {
  const requests = metrics.counter('gateway_requests_total', 'Requests from outside, by what became of them.', [
    'source',
    'outcome',
  ])
  const published = metrics.counter('gateway_events_total', 'Events that were stored, by type.', ['type'])
  return {
    request: (source, outcome) => requests.inc({ source, outcome }),
    events(events) {
      for (const { type } of events) published.inc({ type })
    },
  }
}
