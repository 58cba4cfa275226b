import type { Bus } from '@astria-bot/bus'
import { type App, type Crash, createMetrics, createServer, type Logger } from '@astria-bot/service'
import { twilioWebhookPath } from '@astria-bot/whatsapp'
import type { Gateway } from './gateway.ts'
import { gatewayMetrics } from './gateway-metrics.ts'
import { keepRawBodies } from './raw-body.ts'
import { addAstriaCallback } from './routes/astria-callback.ts'
import { addPaymentNotice } from './routes/payment-notice.ts'
import { addTwilioWebhook } from './routes/twilio-webhook.ts'
import { addUpdateImages } from './routes/update-images.ts'
import { addWhatsAppSubscription } from './routes/whatsapp-subscription.ts'
import { addWhatsAppTestMessage } from './routes/whatsapp-test-message.ts'
import { addWhatsAppWebhook } from './routes/whatsapp-webhook.ts'
import type { GatewaySettings } from './settings.ts'

/** What the app stands on. */
export interface GatewayDependencies {
  settings: GatewaySettings
  logger: Logger
  bus: Bus
  crash?: Crash
  now?: () => Date
}

/** The WhatsApp webhook has two addresses: the reference's, and a telling one. */
const whatsAppPaths = ['/SmsReceived', '/webhooks/whatsapp'] as const

/** Composes the app: it verifies, translates and stores, and does nothing besides answering. */
export async function buildApp(dependencies: GatewayDependencies): Promise<App> {
  const { settings, logger, bus, crash = () => {}, now = () => new Date() } = dependencies
  const metrics = createMetrics('gateway')
  const server = await createServer({ name: 'gateway', logger, metrics, ready: () => bus.ready() })
  const gateway: Gateway = { settings, bus, metrics: gatewayMetrics(metrics), crash, now }
  keepRawBodies(server)
  for (const path of whatsAppPaths) {
    addWhatsAppSubscription(server, path, settings)
    addWhatsAppWebhook(server, path, gateway)
  }
  addWhatsAppTestMessage(server, '/webhooks/whatsapp/test', gateway)
  addTwilioWebhook(server, twilioWebhookPath, gateway)
  addAstriaCallback(server, gateway)
  addPaymentNotice(server, '/payment-received', gateway)
  addUpdateImages(server, '/update-images', gateway)
  return { name: 'gateway', server, start: async () => {}, stop: async () => {} }
}
