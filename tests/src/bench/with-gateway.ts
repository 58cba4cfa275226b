import { type AppProcess, type Nats, startNats, startProcess } from '@astria-bot/testing'

/** The secret and number with which the benchmark's webhooks are signed and addressed. */
export const SECRET = 'bench-app-secret'
export const CHANNEL = '106540352242922'
export const PATH = '/webhooks/whatsapp'

/** What the gateway needs; the other apps get it too. */
export const gatewayEnv = (natsUrl: string) => ({
  ENVIRONMENT: 'production',
  LOG_LEVEL: 'error',
  NATS_URL: natsUrl,
  WHATSAPP_NUMBER_ID: CHANNEL,
  WHATSAPP_APP_SECRET: SECRET,
  WHATSAPP_VERIFY_TOKEN: 'bench',
  CALLBACK_SECRET: 'bench',
  PAYMENT_WEBHOOK_SECRET: 'bench',
})

/** A gateway on a nats-server of its own, with `sync_interval: always`. */
export async function withGateway<T>(run: (gateway: AppProcess, nats: Nats) => Promise<T>): Promise<T> {
  const nats = await startNats()
  try {
    const gateway = await startProcess({ app: 'gateway', env: gatewayEnv(nats.url) })
    try {
      return await run(gateway, nats)
    } finally {
      await gateway.stop()
    }
  } finally {
    await nats.stop()
  }
}
