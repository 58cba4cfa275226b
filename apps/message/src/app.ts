import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer } from '@astria-bot/bus'
import { type App, backlogMetrics, createApiKeys, createMetrics, createServer, type Loop } from '@astria-bot/service'
import { findApiKey } from '@astria-bot/store'
import { addApi } from './api/add-api.ts'
import type { ApiDependencies } from './api/api-dependencies.ts'
import { storeChannels } from './channels/open-channels.ts'
import type { Delivery } from './delivery/create-delivery.ts'
import { settleOptions, startDelivery } from './delivery/start-delivery.ts'
import type { MessageDependencies } from './message-dependencies.ts'
import { messageMetrics } from './message-metrics.ts'
import { type MessageParts, makeParts } from './message-parts.ts'
import type { RequestDependencies } from './requests/handle-requests.ts'
import { toConversationSettings } from './settings/conversation-settings.ts'
import { startConsumers } from './start-consumers.ts'
import { startLoops } from './start-loops.ts'
import type { StatusDependencies } from './status/handle-statuses.ts'

/** Sends under way end within their own time-out; a process has 25 s in all. */
const stopWithinMs = 20_000

/** Composes the app: its consumers, the sender, and what happens by the clock. */
export async function buildApp(dependencies: MessageDependencies): Promise<App> {
  const { logger, db, bus } = dependencies
  const registry = createMetrics('message')
  const parts = makeParts(dependencies, { metrics: messageMetrics(registry), backlog: backlogMetrics(registry) })
  let delivery: Delivery | undefined
  let consumers: Consumer[] = []
  let loops: Loop[] = []
  const ready = async () => {
    await Promise.all([db.ready(), bus.ready()])
  }

  const wake = () => delivery?.wake()
  const [turns, statuses] = [turnDependencies(parts, wake), statusDependencies(parts, wake)]
  const server = await createServer({ name: 'message', logger, metrics: registry, ready, docs: true })
  await addApi(server, apiDependencies(parts, turns, wake))

  return {
    name: 'message',
    server,
    async start() {
      await Promise.all([parts.catalogue.refresh(), storeChannels(parts.db, parts.plans)])
      delivery = startDelivery(parts)
      consumers = await startConsumers(parts, turns, statuses)
      loops = startLoops(parts, turns, statuses, wake)
    },
    async stop() {
      await Promise.all([...consumers.map(consumer => consumer.drain()), ...loops.map(loop => loop.stop())])
      // What cannot be settled in time (the database is away) is looked after when its lease is over.
      const ended = Promise.all([delivery?.stop(), parts.acknowledger.stop()])
      await Promise.race([ended, sleep(stopWithinMs, null, { ref: false })])
      await parts.outbox.stop()
    },
  }
}

function turnDependencies(parts: MessageParts, wake: () => void): RequestDependencies {
  const { db, settings, catalogue, crash, metrics, outbox, acknowledger } = parts
  return {
    db,
    now: catalogue.now,
    packs: catalogue.packs,
    settings: toConversationSettings(settings),
    messageTtlMs: settings.MESSAGE_TTL_MS,
    handOverMs: settings.HAND_OVER_MS,
    crash,
    counted: metrics.turns,
    committed(writes) {
      if (writes.messages.length > 0) wake()
      if (writes.events.length + writes.submitted.length + writes.told.size > 0) outbox.flush()
      acknowledger.add(writes.acknowledged)
      for (const { reason } of writes.alerts) metrics.alert(reason)
    },
  }
}

function statusDependencies(
  { db, catalogue, metrics, outbox, settings }: MessageParts,
  wake: () => void,
): StatusDependencies {
  return {
    db,
    now: catalogue.now,
    ...settleOptions(settings),
    committed({ events, unmatched }, released) {
      if (released > 0) wake()
      if (events.length > 0) outbox.flush()
      metrics.unmatched(unmatched.length)
    },
  }
}

function apiDependencies(parts: MessageParts, turns: RequestDependencies, wake: () => void): ApiDependencies {
  const { db, files, settings, acknowledger, outbox, plans } = parts
  return {
    db,
    files,
    turns,
    keys: createApiKeys({ given: settings.API_KEYS, find: hash => findApiKey(db, hash) }),
    channels: [plans[0]!.id, ...plans.slice(1).map(({ id }) => id)],
    defaultLanguage: settings.DEFAULT_LANGUAGE,
    acknowledge: message => acknowledger.add([message]),
    wake() {
      wake()
      outbox.flush()
    },
  }
}
