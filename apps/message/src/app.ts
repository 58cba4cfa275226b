import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer } from '@astria-bot/bus'
import { type App, createMetrics, createServer, type Loop } from '@astria-bot/service'
import type { Delivery } from './delivery/create-delivery.ts'
import { startDelivery } from './delivery/start-delivery.ts'
import type { MessageDependencies } from './message-dependencies.ts'
import { messageMetrics } from './message-metrics.ts'
import { type MessageParts, makeParts } from './message-parts.ts'
import { toConversationSettings } from './settings/conversation-settings.ts'
import { startConsumers } from './start-consumers.ts'
import { startLoops } from './start-loops.ts'
import type { StatusDependencies } from './status/handle-statuses.ts'
import type { TurnDependencies } from './turns/turn-taker.ts'

/** Sends under way end within their own time-out; a process has 25 s in all. */
const stopWithinMs = 20_000

/** Composes the app: three consumers, the sender, and what happens by the clock. */
export async function buildApp(dependencies: MessageDependencies): Promise<App> {
  const { logger, db, bus } = dependencies
  const registry = createMetrics('message')
  const parts = makeParts(dependencies, messageMetrics(registry))
  let delivery: Delivery | undefined
  let consumers: Consumer[] = []
  let loops: Loop[] = []
  const ready = async () => {
    await Promise.all([db.ready(), bus.ready()])
  }

  return {
    name: 'message',
    server: await createServer({ name: 'message', logger, metrics: registry, ready }),
    async start() {
      await parts.catalogue.refresh()
      const sender = startDelivery(parts)
      delivery = sender
      const [turns, statuses] = [turnDependencies(parts, sender), statusDependencies(parts, sender)]
      consumers = await startConsumers(parts, turns, statuses)
      loops = startLoops(parts, turns, statuses)
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

function turnDependencies(parts: MessageParts, delivery: Delivery): TurnDependencies {
  const { db, settings, catalogue, crash, metrics, outbox, acknowledger } = parts
  return {
    db,
    now: catalogue.now,
    packs: catalogue.packs,
    settings: toConversationSettings(settings),
    messageTtlMs: settings.MESSAGE_TTL_MS,
    crash,
    counted: metrics.turns,
    committed(writes) {
      if (writes.messages.length > 0) delivery.wake()
      if (writes.events.length + writes.submitted.length > 0) outbox.flush()
      acknowledger.add(writes.acknowledged.map(({ wamid }) => wamid))
      for (const { reason } of writes.alerts) metrics.alert(reason)
    },
  }
}

function statusDependencies({ db, catalogue, metrics, outbox }: MessageParts, delivery: Delivery): StatusDependencies {
  return {
    db,
    now: catalogue.now,
    committed({ woken, events, unmatched }) {
      if (woken.length > 0) delivery.wake()
      if (events.length > 0) outbox.flush()
      metrics.unmatched(unmatched.length)
    },
  }
}
