import { connectJetStream } from '@astria-bot/bus'
import { countBusEvents, createGuardedFetch, runProcess } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import { buildApp } from './app.ts'
import { paymentSettings } from './settings.ts'

await runProcess({
  name: 'payment',
  env: process.env,
  settings: paymentSettings,
  async start({ settings, logger, crash, onEnd }) {
    const db = connect({ url: settings.DATABASE_URL, name: 'payment' })
    onEnd(() => db.close())
    await db.ready()
    const bus = await connectJetStream({
      url: settings.NATS_URL,
      name: 'payment',
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
      onEvent: countBusEvents,
      manage: settings.BUS_MANAGE,
      crash,
    })
    onEnd(() => bus.close())
    const fetch = createGuardedFetch({
      allowHosts: settings.REFUND_URL ? [new URL(settings.REFUND_URL).hostname] : [],
      allowPrivate: settings.PRIVATE_HOSTS,
      timeoutMs: 15_000,
      maxBytes: 64 * 1024,
    })
    onEnd(() => fetch.close())
    return buildApp({ settings, logger, db, bus, fetch, crash })
  },
})
