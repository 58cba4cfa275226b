import { connectJetStream } from '@astria-bot/bus'
import { openFiles } from '@astria-bot/files'
import { channelAccounts, countBusEvents, createGuardedFetch, filesAccess, runProcess } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { buildApp } from './app.ts'
import { messageAliases, messageSettings } from './settings.ts'

await runProcess({
  name: 'message',
  env: process.env,
  settings: messageSettings,
  aliases: messageAliases,
  async start({ settings, logger, crash, onEnd }) {
    // What is missing is said before anything is waited for.
    channelAccounts(settings)
    const files = openFiles(settings.FILES_URL, filesAccess(settings))
    const db = connect({ url: settings.DATABASE_URL, name: 'message', max: 12 })
    onEnd(() => db.close())
    await db.ready()
    const bus = await connectJetStream({
      url: settings.NATS_URL,
      name: 'message',
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
      onEvent: countBusEvents,
      manage: settings.BUS_MANAGE,
      crash,
    })
    onEnd(() => bus.close())
    const fetch = createGuardedFetch({
      allowHosts: [settings.WHATSAPP_API_URL, settings.TWILIO_API_URL, settings.TWILIO_CONTENT_URL].map(
        url => new URL(url).host,
      ),
      allowPrivate: settings.PRIVATE_HOSTS,
      timeoutMs: settings.SEND_TIMEOUT_MS,
    })
    onEnd(() => fetch.close())
    return buildApp({ settings, logger, db, bus, files, fetch, crash })
  },
})
