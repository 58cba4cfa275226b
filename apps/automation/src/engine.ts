import type { Crash, GuardedFetch, Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { Clock } from './clock.ts'
import type { EngineMetrics } from './engine-metrics.ts'
import type { Library } from './library/library.ts'
import type { AutomationSettings } from './settings.ts'

/** What the parts of this app share. */
export interface Engine {
  readonly settings: AutomationSettings
  readonly logger: Logger
  readonly metrics: EngineMetrics
  readonly db: Database
  /** Reaches only AUTOMATION_WEBHOOK_HOSTS. */
  readonly fetch: GuardedFetch
  readonly library: Library
  readonly now: Clock
  readonly crash: Crash
}
