import type { MessageParts } from '../message-parts.ts'
import type { MessageSettings } from '../settings.ts'
import { createDelivery, type Delivery } from './create-delivery.ts'
import type { SettleOptions } from './settle.ts'

/** How settling is done, as the settings say. */
export const settleOptions = (settings: MessageSettings): SettleOptions => ({
  sentWaitMs: settings.SENT_WAIT_MS,
  albumWaitMs: settings.ALBUM_WAIT_MS,
  accountRetryMs: settings.ACCOUNT_RETRY_MS,
})

/** Starts to deliver from every number, as the settings say. */
export function startDelivery({ settings, metrics, outbox, channels, ...parts }: MessageParts): Delivery {
  const deliveries = [...channels.values()].map(({ id, client }) =>
    createDelivery({
      ...parts,
      client,
      metrics: metrics.delivery,
      channel: id,
      concurrency: settings.SEND_CONCURRENCY,
      leaseMs: settings.SEND_LEASE_MS,
      windowMarginMs: settings.WINDOW_MARGIN_MS,
      unknownWaitMs: settings.UNKNOWN_WAIT_MS,
      unknownDeafMs: settings.UNKNOWN_DEAF_MS,
      ...settleOptions(settings),
      pollMs: 250,
      onEvents: outbox.flush,
    }),
  )
  return {
    wake() {
      for (const delivery of deliveries) delivery.wake()
    },
    async stop() {
      await Promise.all(deliveries.map(delivery => delivery.stop()))
    },
  }
}
