import type { Bus, Consumer } from '@astria-bot/bus'
import {
  type App,
  backlogMetrics,
  type Crash,
  createApiKeys,
  createMetrics,
  createServer,
  every,
  type GuardedFetch,
  type Logger,
  type Loop,
  protectApi,
  type Server,
} from '@astria-bot/service'
import { createEffectRunner, createOutboxPublisher, type Database, findApiKey, readBacklog } from '@astria-bot/store'
import { addApiRoutes } from './api/api-routes.ts'
import { type Clock, createClock } from './clock.ts'
import type { Engine } from './engine.ts'
import { createEngineMetrics } from './engine-metrics.ts'
import { automationConsumer } from './inbound/consumed.ts'
import { handleEvents } from './inbound/handle-events.ts'
import { disableUnreadable } from './library/disable-unreadable.ts'
import { createLibrary } from './library/library.ts'
import { startForgetting } from './retention/start-forgetting.ts'
import type { AutomationSettings } from './settings.ts'
import { startSchedule } from './slots/start-schedule.ts'
import { wakeWaits } from './waits/wake-waits.ts'
import { callWebhook } from './webhooks/call-webhook.ts'

/** What the app is built from. */
export interface AutomationDependencies {
  settings: AutomationSettings
  logger: Logger
  db: Database
  bus: Bus
  /** Reaches the hosts of webhooks. */
  fetch: GuardedFetch
  crash?: Crash
  now?: Clock
}

/** Automations may answer a moment later than the conversation; in return what each event costs is shared by many. */
const gatherMs = 20

/** How often waits that are over are looked for. */
const waitsEveryMs = 1000

/** Automations: their triggers, conditions, actions, schedules and executions. */
export async function buildApp(dependencies: AutomationDependencies): Promise<App> {
  const { settings, logger, db, bus, fetch, crash = () => {} } = dependencies
  const metrics = createMetrics('automation')
  const counters = createEngineMetrics(metrics)
  const now = dependencies.now ?? createClock(settings.TEST_CLOCK_FILE)
  const library = createLibrary(bad => {
    // Apart from the transaction that found them, which goes on without them.
    disableUnreadable({ db, logger, metrics: counters }, bad, now()).catch(err =>
      logger.error({ err, bad }, 'automations that cannot be read could not be switched off'),
    )
  })
  const engine: Engine = {
    settings,
    logger,
    db,
    fetch,
    crash,
    metrics: counters,
    library,
    now,
  }
  const ready = async () => void (await Promise.all([db.ready(), bus.ready()]))
  const server = await createServer({ name: 'automation', logger, metrics, ready, docs: true })
  const work = workOf(engine, bus, backlogMetrics(metrics))
  const keys = createApiKeys({ given: settings.API_KEYS, find: hash => findApiKey(db, hash) })
  await server.register(async scope => {
    protectApi(scope as Server, keys)
    addApiRoutes(scope as Server, engine, work.onCommit)
  })
  return { name: 'automation', server, start: work.start, stop: work.stop }
}

function workOf(engine: Engine, bus: Bus, backlog: ReturnType<typeof backlogMetrics>) {
  const { db, logger, crash } = engine
  const stops: (() => Promise<unknown>)[] = []
  const wakers: (() => void)[] = []
  const onCommit = () => {
    for (const wake of wakers) wake()
  }
  const onError = (err: unknown, effect?: object | null) =>
    logger.error({ err, effect }, 'work in the background failed')

  /** Takes what is over until nothing is: a replica that is behind catches up at full speed. */
  const wake = async () => {
    while ((await wakeWaits(engine)) > 0) onCommit()
  }

  return {
    onCommit,
    async start() {
      const outbox = createOutboxPublisher({
        db,
        schema: 'automation',
        publish: events => bus.publish(events),
        onError,
        crash,
      })
      const webhooks = createEffectRunner({
        db,
        schema: 'automation',
        handlers: { call_webhook: callWebhook(engine) },
        concurrency: 8,
        onCommit: outbox.flush,
        onError,
        crash,
      })
      wakers.push(outbox.flush, webhooks.wake)
      const waits: Loop = every({ name: 'waits', ms: waitsEveryMs, run: wake, logger })
      const schedule = startSchedule(engine, onCommit)
      const forgetting = startForgetting(engine)
      const consumer: Consumer = await bus.consume({
        ...automationConsumer,
        gatherMs,
        handle: handleEvents(engine, onCommit),
      })
      const watch = backlog.watch({ logger, read: () => readBacklog(db, 'automation'), waiting: () => bus.waiting() })
      stops.push(
        () => Promise.all([consumer.drain(), watch.stop()]),
        () => Promise.all([waits.stop(), schedule.stop(), forgetting.stop(), webhooks.stop()]),
        () => outbox.stop(),
      )
    },
    async stop() {
      for (const stop of stops.splice(0)) await stop()
    },
  }
}
