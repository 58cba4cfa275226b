import { every, type Loop } from '@astria-bot/service'
import { jobHistories, readBacklog } from '@astria-bot/store'
import { expireQueued } from './delivery/expire-queued.ts'
import { settleOptions } from './delivery/start-delivery.ts'
import { eraseGoneContacts } from './erasure/erase-gone-contacts.ts'
import { askReceived, type ReceivedOptions } from './inbound/ask-received.ts'
import type { MessageParts } from './message-parts.ts'
import { forgetAccountChanges } from './sql/account-changes.ts'
import { type ChannelRow, loadChannels } from './sql/channels.ts'
import { mendLanes } from './sql/mend-lanes.ts'
import { numberAlerts } from './sql/number-alerts.ts'
import { queueDepth } from './sql/queue-depth.ts'
import { unparkDue } from './sql/unpark-messages.ts'
import { askAboutUnknown } from './status/ask-about-unknown.ts'
import { askHistory } from './status/ask-history.ts'
import { matchStatuses, type StatusDependencies } from './status/handle-statuses.ts'
import { readTemplates } from './templates/read-templates.ts'
import { ringTimers } from './timers/ring-timers.ts'
import type { TurnDependencies } from './turns/turn-taker.ts'

/** Starts what happens by the clock. Every loop may run in several replicas at once. */
export function startLoops(
  parts: MessageParts,
  turns: TurnDependencies,
  statuses: StatusDependencies,
  wake: () => void,
): Loop[] {
  const { db, bus, files, catalogue, outbox, metrics, settings, logger, channels, meter, hearing } = parts
  const loop = (name: string, ms: number, run: () => Promise<unknown>) => every({ name, ms, run, logger })
  const deadlineMs = settings.ERASURE_DEADLINE_MS
  return [
    loop('catalogue', 3000, catalogue.refresh),
    loop('timers', 250, () => ringTimers(turns)),
    loop('statuses', 2000, () => matchStatuses(statuses)),
    loop('erasure', 2000, async () => {
      if ((await eraseGoneContacts({ db, files, now: catalogue.now, deadlineMs })) > 0) outbox.flush()
    }),
    loop('queue', 10_000, async () => metrics.queue(await db.query(queueDepth, []))),
    parts.backlog.watch({ logger, read: () => readBacklog(db, 'messaging'), waiting: () => bus.waiting() }),
    // Maintenance itself does not live long enough to be asked.
    every({
      name: 'maintenance',
      ms: 60_000,
      run: async () => metrics.maintenance(await jobHistories(db)),
      logger,
      atOnce: true,
    }),
    loop('parked', 1000, async () => {
      if ((await db.query(unparkDue, [])).length > 0) wake()
    }),
    loop('expired', 60_000, async () => {
      if ((await expireQueued(db, catalogue.now(), settleOptions(settings))) > 0) outbox.flush()
    }),
    loop('templates', 2000, () =>
      readTemplates({
        db,
        channels,
        everyMs: settings.TEMPLATES_READ_MS,
        now: catalogue.now,
        wake: () => {
          wake()
          outbox.flush()
        },
      }),
    ),
    loop('inbound', 250, () => meter.flush(db)),
    loop('hearing', 500, () => hearing.flush(db)),
    loop('received', Math.min(5000, settings.TWILIO_POLL_MS), () => askReceived(receivedOptions(parts))),
    loop('channels', 5000, async () => {
      metrics.channels(await db.query<ChannelRow>(loadChannels, []))
      metrics.numberAlerts(await db.query(numberAlerts, []))
    }),
    loop('news', 3_600_000, () => db.query(forgetAccountChanges, [])),
    loop('history', Math.min(30_000, settings.SILENT_MS), () => askHistory(statuses, channels, settings.SILENT_MS)),
    loop('unknown', 500, () => askAboutUnknown(statuses, channels, settings.UNKNOWN_WAIT_MS / 8)),
    loop('lanes', 60_000, async () => metrics.mended((await db.query(mendLanes, [])).length)),
  ]
}

const receivedOptions = ({ db, bus, channels, settings, metrics }: MessageParts): ReceivedOptions => ({
  db,
  bus,
  channels,
  everyMs: settings.TWILIO_POLL_MS,
  graceMs: settings.TWILIO_POLL_AFTER_MS,
  lookBackMs: settings.TWILIO_LOOK_BACK_MS,
  found: metrics.lostWebhooks,
})
