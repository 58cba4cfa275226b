import { every, type Loop } from './every.ts'
import type { Logger } from './log/create-logger.ts'
import type { Metrics } from './metrics.ts'

/** What an app has still to do, as its storage tells it. */
export interface BacklogReading {
  readonly outboxOldestSeconds: number
  readonly effects: readonly { kind: string; count: number; lateSeconds: number; pastDeadline: number }[]
}

/** Where an app reads what it has still to do. */
export interface BacklogSources {
  readonly logger: Logger
  /** Of its schema in the database. */
  read(): Promise<BacklogReading>
  /** Of its consumers, by durable. */
  waiting(): Promise<ReadonlyMap<string, number>>
  /** How often it looks, 20 s. */
  everyMs?: number
}

/**
 * Registers the gauges of what an app has still to do; `watch` keeps them up to date, from the first look on. What an
 * alert needs to tell a system that stands still from one that has nothing to do.
 */
export function backlogMetrics(metrics: Metrics): { watch(sources: BacklogSources): Loop } {
  const outbox = metrics.gauge(
    'outbox_oldest_seconds',
    'Age of the oldest event that is decided and not yet published.',
  )
  const inbox = metrics.gauge('inbox_waiting_events', 'Stored events that a consumer has still to handle.', [
    'consumer',
  ])
  const open = metrics.gauge('effects_open', 'Calls to the outside that have not ended, by kind.', ['kind'])
  const late = metrics.gauge('effects_late_seconds', 'For how long the first of them has been due.', ['kind'])
  const missed = metrics.gauge('effects_past_deadline', 'Those past the time until which they were to be done.', [
    'kind',
  ])

  return {
    watch({ logger, read, waiting, everyMs = 20_000 }) {
      const look = async () => {
        const [{ outboxOldestSeconds, effects }, events] = await Promise.all([read(), waiting()])
        outbox.set(outboxOldestSeconds)
        for (const [consumer, count] of events) inbox.set({ consumer }, count)
        // A kind of which none is open any more would keep its last number.
        for (const gauge of [open, late, missed]) gauge.reset()
        for (const { kind, count, lateSeconds, pastDeadline } of effects) {
          open.set({ kind }, count)
          late.set({ kind }, lateSeconds)
          missed.set({ kind }, pastDeadline)
        }
      }
      return every({ name: 'backlog', ms: everyMs, run: look, logger, atOnce: true })
    },
  }
}
