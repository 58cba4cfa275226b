import type { Bus } from '@astria-bot/bus'
import type { Crash } from '@astria-bot/service'
import type { GatewayMetrics } from './gateway-metrics.ts'
import type { GatewaySettings } from './settings.ts'

/** What the routes share. */
export interface Gateway {
  readonly settings: GatewaySettings
  readonly bus: Bus
  readonly metrics: GatewayMetrics
  readonly crash: Crash
  readonly now: () => Date
}
