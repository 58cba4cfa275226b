import { connectJetStream } from '@astria-bot/bus'
import { countBusEvents, createGuardedFetch, runProcess } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { buildApp } from './app.ts'
import { automationSettings } from './settings.ts'

await runProcess({
  name: 'automation',
  env: process.env,
  settings: automationSettings,
  async start({ settings, logger, crash, onEnd }) {
    const db = connect({
      url: settings.DATABASE_URL,
      name: 'automation',
      onError: err => logger.warn({ err }, 'a connection broke'),
    })
    onEnd(() => db.close())
    await db.ready()
    const bus = await connectJetStream({
      name: 'automation',
      url: settings.NATS_URL,
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
      manage: settings.BUS_MANAGE,
      onEvent: countBusEvents,
      crash,
    })
    onEnd(() => bus.close())
    const fetch = createGuardedFetch({
      allowHosts: settings.AUTOMATION_WEBHOOK_HOSTS,
      allowPrivate: settings.PRIVATE_HOSTS,
      timeoutMs: 15_000,
      maxBytes: 64 * 1024,
    })
    onEnd(() => fetch.close())
    return buildApp({ settings, logger, db, bus, fetch, crash })
  },
})
