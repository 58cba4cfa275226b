import type { MessageParts } from '../message-parts.ts'
import { createDelivery, type Delivery } from './create-delivery.ts'
import { createNumberGate } from './number-gate.ts'

/** Starts to deliver, as the settings say. */
export function startDelivery({ settings, metrics, outbox, ...parts }: MessageParts): Delivery {
  return createDelivery({
    ...parts,
    gate: createNumberGate({ ratePerSecond: settings.NUMBER_RATE, stopMs: settings.ACCOUNT_RETRY_MS }),
    metrics: metrics.delivery,
    channel: settings.WHATSAPP_NUMBER_ID,
    concurrency: settings.SEND_CONCURRENCY,
    leaseMs: settings.SEND_LEASE_MS,
    windowMarginMs: settings.WINDOW_MARGIN_MS,
    unknownWaitMs: settings.UNKNOWN_WAIT_MS,
    pairBurst: settings.PAIR_BURST,
    pairIntervalMs: settings.PAIR_INTERVAL_MS,
    pollMs: 250,
    onEvents: outbox.flush,
  })
}
