import type { Metrics } from '@astria-bot/service'
import type { JobHistory } from '@astria-bot/store'
import { type DeliveryMetrics, deliveryMetrics } from './delivery/delivery-metrics.ts'

/** What this app counts. */
export interface MessageMetrics {
  readonly delivery: DeliveryMetrics
  turns(outcome: 'taken' | 'dropped' | 'handed_over', count: number): void
  alert(reason: string): void
  handlerFailed(consumer: string): void
  acknowledged(outcome: string): void
  unmatched(count: number): void
  mended(count: number): void
  numberAlerts(open: readonly { channel: string; reason: string; count: number }[]): void
  channels(states: readonly { id: string; state: string }[]): void
  inbound(kind: string): void
  lostWebhooks(count: number): void
  maintenance(jobs: readonly JobHistory[]): void
  queue(depth: { state: string; count: number; oldestSeconds: number }[]): void
}

/** Registers the metrics of the app. */
export function messageMetrics(metrics: Metrics): MessageMetrics {
  const turns = metrics.counter(
    'message_turns_total',
    'Inputs to conversations; dropped: of nobody we know; handed_over: a person answers.',
    ['outcome'],
  )
  const alerts = metrics.counter('message_alerts_total', 'Conversations that a person should look at.', ['reason'])
  const failures = metrics.counter('message_handler_failures_total', 'Batches of events that failed.', ['consumer'])
  const read = metrics.counter('message_acknowledged_total', 'Read marks, by what came of them.', ['outcome'])
  const unmatched = metrics.counter('message_unmatched_statuses_total', 'Statuses of messages that are not known yet.')
  const mended = metrics.counter('message_lanes_mended_total', 'Messages nobody would have sent: a fault of ours.')
  const depth = metrics.gauge('message_queue_depth', 'Messages that have not ended, by state.', ['state'])
  const age = metrics.gauge('message_queue_oldest_seconds', 'Age of the oldest of them.', ['state'])
  const stopped = metrics.gauge('message_sender_stopped', '1: WhatsApp refuses the account; a person has to look.', [
    'channel',
  ])
  const about = metrics.gauge(
    'message_number_alerts',
    'Open alerts about business numbers; number_unknown: it is written to, and no settings name it.',
    ['channel', 'reason'],
  )
  const kinds = metrics.counter(
    'message_unanswered_total',
    'What nobody here can read or answer: unknown types and news, groups, numbers that are not ours.',
    ['kind'],
  )
  const lost = metrics.counter(
    'message_lost_webhooks_total',
    "Messages of customers that only the provider's list told.",
  )
  const maintained = metrics.gauge(
    'maintenance_last_success_seconds',
    'When each job of maintenance succeeded last, in seconds since 1970.',
    ['name'],
  )
  const begun = metrics.gauge(
    'maintenance_first_run_seconds',
    'When the oldest run of each job of maintenance began, in seconds since 1970: for one that never succeeded.',
    ['name'],
  )
  return {
    delivery: deliveryMetrics(metrics),
    turns: (outcome, count) => turns.inc({ outcome }, count),
    alert: reason => alerts.inc({ reason }),
    handlerFailed: consumer => failures.inc({ consumer }),
    acknowledged: outcome => read.inc({ outcome }),
    unmatched: count => unmatched.inc(count),
    mended: count => mended.inc(count),
    channels(states) {
      for (const { id, state } of states) stopped.set({ channel: id }, state === 'stopped' ? 1 : 0)
    },
    numberAlerts(open) {
      about.reset()
      for (const { channel, reason, count } of open) about.set({ channel, reason }, count)
    },
    inbound: kind => kinds.inc({ kind }),
    lostWebhooks: count => lost.inc(count),
    maintenance(jobs) {
      for (const { job, firstSeconds, succeededSeconds } of jobs) {
        begun.set({ name: job }, firstSeconds)
        if (succeededSeconds !== null) maintained.set({ name: job }, succeededSeconds)
      }
    },
    queue(states) {
      depth.reset()
      age.reset()
      for (const { state, count, oldestSeconds } of states) {
        depth.set({ state }, count)
        age.set({ state }, oldestSeconds)
      }
    },
  }
}
