import { connectJetStream } from '@astria-bot/bus'
import { configureSharp } from '@astria-bot/media'
import { channelAccounts, countBusEvents, filesAccess, runProcess } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { buildApp } from './app.ts'
import { imageAliases, imageSettings } from './settings.ts'

await runProcess({
  name: 'image',
  env: process.env,
  settings: imageSettings,
  aliases: imageAliases,
  async start({ settings, logger, crash, onEnd }) {
    // What is missing is said before anything is waited for.
    channelAccounts(settings)
    filesAccess(settings)
    const db = connect({
      url: settings.DATABASE_URL,
      name: 'image',
      onError: err => logger.warn({ err }, 'a connection broke'),
    })
    onEnd(() => db.close())
    await db.ready()
    const bus = await connectJetStream({
      name: 'image',
      url: settings.NATS_URL,
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
      onEvent: countBusEvents,
      manage: settings.BUS_MANAGE,
      crash,
    })
    onEnd(() => bus.close())
    const app = await buildApp({ settings, logger, db, bus, crash })
    // Nobody else draws in this process: libvips itself may refuse everything but photographs.
    configureSharp({ concurrency: settings.SHARP_CONCURRENCY, blockLoaders: true })
    return app
  },
})
