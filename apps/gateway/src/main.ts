import { connectJetStream } from '@astria-bot/bus'
import { countBusEvents, runProcess } from '@astria-bot/service'
import { buildApp } from './app.ts'
import { gatewayAliases, gatewaySettings } from './settings.ts'

await runProcess({
  name: 'gateway',
  env: process.env,
  settings: gatewaySettings,
  aliases: gatewayAliases,
  async start({ settings, logger, crash, onEnd }) {
    const bus = await connectJetStream({
      url: settings.NATS_URL,
      name: 'gateway',
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
      onEvent: countBusEvents,
      manage: settings.BUS_MANAGE,
      onStatus: status => logger.warn({ status }, 'the connection to NATS changed'),
      crash,
    })
    onEnd(() => bus.close())
    return buildApp({ settings, logger, bus, crash })
  },
})
