import { randomUUID } from 'node:crypto'
import type { Bus, Consumer } from '@astria-bot/bus'
import { type Post, providers } from '@astria-bot/checkout'
import {
  type App,
  backlogMetrics,
  type Crash,
  createApiKeys,
  createMetrics,
  createServer,
  every,
  type Logger,
  type Loop,
} from '@astria-bot/service'
import {
  createEffectRunner,
  createOutboxPublisher,
  type Database,
  type EffectRunner,
  findApiKey,
  readBacklog,
} from '@astria-bot/store'
import { addApiRoutes } from './api/api-routes.ts'
import type { Report } from './book/book.ts'
import { handleEvents, paymentConsumer } from './events/handle-events.ts'
import { addPayLink } from './pay-link/pay-link-route.ts'
import { paymentMetrics } from './payment-metrics.ts'
import { refundHandler } from './refund/refund-handler.ts'
import { refundKind } from './refund/refund-request.ts'
import { type PaymentSettings, toPrices } from './settings.ts'
import { checkLedger, type LedgerState } from './sql/check-ledger.ts'
import { countAttention } from './sql/count-attention.ts'

/** The whole ledger is added up: from an index, and yet it grows. */
const ledgerEveryMs = 300_000

/** What the app stands on. */
export interface PaymentDependencies {
  settings: PaymentSettings
  logger: Logger
  db: Database
  bus: Bus
  /** Reaches the provider. */
  fetch: Post
  crash: Crash
  now?: () => Date
}

/** Composes the app: one consumer, the refunds, the API and the pay link. */
export async function buildApp(dependencies: PaymentDependencies): Promise<App> {
  const { settings, logger, db, bus, fetch, crash, now = () => new Date() } = dependencies
  const registry = createMetrics('payment')
  const metrics = paymentMetrics(registry)
  const backlog = backlogMetrics(registry)
  let consumers: Consumer[] = []
  let loops: Loop[] = []
  let refunds: EffectRunner | undefined

  const outbox = createOutboxPublisher({
    db,
    schema: 'payments',
    publish: events => bus.publish(events),
    crash,
    onError: err => logger.warn({ err }, 'the outbox could not be published'),
  })
  const report = (reports: readonly Report[]) => {
    metrics.count(reports)
    for (const { type, reason, orderId, attention } of reports) {
      if (attention) logger.warn({ outcome: type, reason, orderId }, 'a person should look at this order')
    }
  }
  const committed = (reports: readonly Report[]) => {
    report(reports)
    outbox.flush()
    refunds?.wake()
  }
  const automaticRefunds = settings.REFUND_URL !== undefined
  const handle = handleEvents({
    db,
    prices: toPrices(settings),
    openCheckout: order => ({
      provider: settings.PAYMENT_PROVIDER,
      url: providers[settings.PAYMENT_PROVIDER].openCheckout(order, {
        checkoutUrl: settings.CHECKOUT_URL,
        returnUrl: settings.CHECKOUT_RETURN_URL,
      }),
    }),
    automaticRefunds,
    now,
    newId: randomUUID,
    committed,
    crash,
  })
  const startRefunds = () =>
    createEffectRunner({
      db,
      schema: 'payments',
      handlers: {
        [refundKind]: refundHandler({
          refundUrl: settings.REFUND_URL,
          secret: settings.PAYMENT_WEBHOOK_SECRET[0]!,
          fetch,
          now,
          report,
        }),
      },
      concurrency: 4,
      onCommit: outbox.flush,
      onError: (err, context) => logger.warn({ err, ...context }, 'a refund did not go through yet'),
      crash,
    })
  const countOpen = async () => metrics.attention(await db.query(countAttention, []))
  const tryCount = () => countOpen().catch(err => logger.warn({ err }, 'what waits for a person could not be counted'))
  const addUp = async () => metrics.ledger(await db.query<LedgerState>(checkLedger, []))

  const server = await createServer({
    name: 'payment',
    logger,
    metrics: registry,
    docs: true,
    ready: async () => {
      await Promise.all([db.ready(), bus.ready()])
    },
  })
  addPayLink(server, db)
  addApiRoutes(server, {
    resolving: {
      db,
      automaticRefunds,
      now,
      newId: randomUUID,
      crash,
      committed(reports) {
        committed(reports)
        void tryCount()
      },
    },
    keys: createApiKeys({ given: settings.API_KEYS, find: hash => findApiKey(db, hash) }),
  })

  return {
    name: 'payment',
    server,
    async start() {
      refunds = startRefunds()
      consumers = [await bus.consume({ ...paymentConsumer, handle })]
      loops = [
        every({ name: 'attention', ms: 10_000, run: countOpen, logger, atOnce: true }),
        every({ name: 'ledger', ms: ledgerEveryMs, run: addUp, logger, atOnce: true }),
        backlog.watch({ logger, read: () => readBacklog(db, 'payments'), waiting: () => bus.waiting() }),
      ]
    },
    async stop() {
      await Promise.all([...consumers.map(one => one.drain()), ...loops.map(loop => loop.stop())])
      await refunds?.stop()
      await outbox.stop()
    },
  }
}
