import type { AddressInfo } from 'node:net'
import { type App, createMetrics, createServer, type Logger, type Server } from '@astria-bot/service'
import multipart from '@fastify/multipart'
import type { Astria } from './astria/astria.ts'
import { astriaMediaRoutes, astriaRoutes } from './astria/astria-routes.ts'
import { astriaScript } from './astria/astria-script.ts'
import { createCallbacks } from './astria/callbacks.ts'
import { openAstria } from './astria/open-astria.ts'
import { createStudio, type Studio } from './astria/studio.ts'
import { createWorkshop, type Workshop } from './astria/workshop.ts'
import { faultRoutes } from './faults/fault-routes.ts'
import { graphRoutes } from './graph/graph-routes.ts'
import { templateScript } from './graph/template-routes.ts'
import { type Ground, openGround } from './ground.ts'
import { pageRoutes } from './page-routes.ts'
import { payRoutes } from './pay/pay-routes.ts'
import { createPayments, type Payments } from './pay/payments.ts'
import { refundRoute } from './pay/refund-route.ts'
import { phoneRoutes } from './phones/phone-routes.ts'
import { recordRoutes } from './record/record-routes.ts'
import type { SandboxSettings } from './settings.ts'
import { twilioMediaRoutes, twilioRoutes } from './twilio/twilio-routes.ts'
import { webhookRoutes } from './webhooks/webhook-routes.ts'
import { openWhatsApp, type WhatsApp } from './whatsapp.ts'

export interface SandboxDependencies {
  settings: SandboxSettings
  logger: Logger
}

/** Everybody who is outside of the bot. */
interface Outside {
  ground: Ground
  whatsapp: WhatsApp
  astria: Astria
  studio: Studio
  workshop: Workshop
  payments: Payments
}

const BODY_LIMIT = 8 * 1024 * 1024

function openOutside(ground: Ground): Outside {
  const astria = openAstria(ground)
  const studio = createStudio(astria, ground.settings.FFMPEG_PATH)
  const { makeVideo } = studio
  const workshop = createWorkshop({ astria, life: ground.life, callback: createCallbacks(ground), makeVideo })
  return { ground, whatsapp: openWhatsApp(ground), astria, studio, workshop, payments: createPayments(ground) }
}

/** Each vendor in a scope of its own, with its own errors. Answers how to end the phones' event streams. */
async function addRoutes(server: Server, outside: Outside): Promise<() => void> {
  const { ground, whatsapp, astria, studio, workshop, payments } = outside
  const { settings, faults, record } = ground
  const door = { faults, record, errorAnswer: (code: number) => ({ status: code, body: { error: 'refused' } }) }
  const webhook = { url: settings.WEBHOOK_URL, verifyToken: settings.WHATSAPP_VERIFY_TOKEN }
  let endStreams = () => {}
  await server.register(multipart)
  await server.register(async scope => graphRoutes(scope, whatsapp.graph))
  await server.register(async scope => twilioRoutes(scope, whatsapp.twilio), { prefix: '/twilio' })
  await server.register(async scope => twilioMediaRoutes(scope, whatsapp.twilio))
  await server.register(async scope => astriaRoutes(scope, astria, workshop), { prefix: '/astria' })
  await server.register(async scope => astriaMediaRoutes(scope, astria, studio))
  await server.register(async scope => payRoutes(scope, payments, door, settings.BUSINESS_NAME))
  await server.register(async scope =>
    refundRoute(scope, { ...door, payments, secrets: settings.PAYMENT_WEBHOOK_SECRET }),
  )
  await server.register(async scope => {
    recordRoutes(scope, record)
    faultRoutes(scope, faults, record)
    webhookRoutes(scope, whatsapp.webhooks, ground.delivery, record, webhook)
    templateScript(scope, whatsapp.graph.templates, whatsapp.webhooks)
    astriaScript(scope, astria)
    endStreams = phoneRoutes(scope, whatsapp.world).endStreams
    pageRoutes(scope, whatsapp.world)
  })
  return () => endStreams()
}

/** The outside world in one process: Meta, Astria, a payment provider, and the phones of the customers. */
export async function buildApp({ settings, logger }: SandboxDependencies): Promise<App> {
  const metrics = createMetrics('sandbox')
  const server = await createServer({ name: 'sandbox', logger, metrics, ready: async () => {}, bodyLimit: BODY_LIMIT })
  const publicUrl = () => {
    const address = server.server.address() as AddressInfo | null
    return settings.PUBLIC_URL ?? `http://127.0.0.1:${address?.port ?? settings.PORT}`
  }
  const ground = openGround(settings, publicUrl, err => logger.error({ err }, 'something in the background failed'))
  const outside = openOutside(ground)
  const endStreams = await addRoutes(server, outside)
  // Open event streams would keep the server from closing.
  server.addHook('preClose', async () => endStreams())
  return {
    name: 'sandbox',
    server,
    async start() {
      outside.whatsapp.resume()
      outside.workshop.resume()
    },
    async stop() {
      endStreams()
      await ground.life.stop()
      ground.poster.close()
      await ground.record.close()
      await ground.journal.close()
    },
  }
}
