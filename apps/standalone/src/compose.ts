import * as automation from '@astria-bot/automation'
import { createInProcessBus } from '@astria-bot/bus'
import { openFiles } from '@astria-bot/files'
import * as gateway from '@astria-bot/gateway'
import * as image from '@astria-bot/image'
import * as message from '@astria-bot/message'
import * as payment from '@astria-bot/payment'
import * as sandbox from '@astria-bot/sandbox'
import {
  type App,
  type Crash,
  countBusEvents,
  createGuardedFetch,
  createLogger,
  type Environment,
  filesAccess,
  loadSettings,
} from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { keepHouse } from './keep-house.ts'
import { type LocalSystem, localEnvironment, sandboxEnvironment } from './local-environment.ts'

/** An app and where it listens. */
export interface Seat {
  app: App
  port: number
}

/** What `compose` needs beside the local system. */
export interface Composition {
  system: LocalSystem
  logLevel: string
  crash: Crash
  /** What the user's own environment says: it wins over what the standalone would set. */
  env: Environment
  onEnd(close: () => Promise<unknown>): void
}

/** Five connections are plenty for one person who tries things out, and five apps share one small server. */
const connections = 5

/** Builds every app on one database and one bus inside this process. */
export async function compose({ system, logLevel, crash, env: own, onEnd }: Composition): Promise<Seat[]> {
  const env: Environment = { ...localEnvironment(system), NATS_URL: 'nats://in-process', LOG_LEVEL: logLevel, ...own }
  const messageSettings = loadSettings(message.messageSettings, env, { aliases: message.messageAliases })
  const logger = (name: string) => createLogger({ name, level: logLevel as 'info' })
  const database = (name: string) => {
    const db = connect({ url: system.databaseUrl, name, max: connections })
    onEnd(() => db.close())
    return db
  }
  const bus = await createInProcessBus({
    name: 'standalone',
    partitions: 32,
    sql: database('bus').pool,
    onEvent: countBusEvents,
    crash,
  })
  onEnd(() => bus.close())
  const files = openFiles(messageSettings.FILES_URL, filesAccess(messageSettings))
  const fetch = createGuardedFetch({
    allowHosts: [],
    allowPrivate: [`127.0.0.1:${system.ports.sandbox}`],
    timeoutMs: 60_000,
    maxBytes: 64 * 1024 * 1024,
  })
  onEnd(() => fetch.close())

  const gatewayApp = await gateway.buildApp({
    settings: loadSettings(gateway.gatewaySettings, env, { aliases: gateway.gatewayAliases }),
    logger: logger('gateway'),
    bus,
    crash,
  })
  const messageApp = await message.buildApp({
    settings: messageSettings,
    logger: logger('message'),
    db: database('message'),
    bus,
    files,
    fetch,
    crash,
  })
  const imageApp = await image.buildApp({
    settings: loadSettings(image.imageSettings, env, { aliases: image.imageAliases }),
    logger: logger('image'),
    db: database('image'),
    bus,
    crash,
  })
  const paymentApp = await payment.buildApp({
    settings: loadSettings(payment.paymentSettings, env),
    logger: logger('payment'),
    db: database('payment'),
    bus,
    fetch,
    crash,
  })
  const automationSettings = loadSettings(automation.automationSettings, env)
  const webhooks = createGuardedFetch({
    allowHosts: automationSettings.AUTOMATION_WEBHOOK_HOSTS,
    allowPrivate: automationSettings.PRIVATE_HOSTS,
    timeoutMs: 15_000,
    maxBytes: 64 * 1024,
  })
  onEnd(() => webhooks.close())
  const automationApp = await automation.buildApp({
    settings: automationSettings,
    logger: logger('automation'),
    db: database('automation'),
    bus,
    fetch: webhooks,
    crash,
  })
  const sandboxApp = await sandbox.buildApp({
    settings: loadSettings(sandbox.sandboxSettings, { ...env, ...sandboxEnvironment(system) }),
    logger: logger('sandbox'),
  })
  onEnd(keepHouse(env, { databaseUrl: system.databaseUrl, openBus: async () => bus, files }))
  const { ports } = system
  return [
    { app: sandboxApp, port: ports.sandbox },
    { app: gatewayApp, port: ports.gateway },
    { app: messageApp, port: ports.message },
    { app: imageApp, port: ports.image },
    { app: paymentApp, port: ports.payment },
    { app: automationApp, port: ports.automation },
  ]
}
