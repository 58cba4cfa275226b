import type { Secrets } from './secrets.ts'

/** Where each app listens on this machine. */
export interface LocalPorts {
  gateway: number
  message: number
  image: number
  payment: number
  automation: number
  sandbox: number
}

export const defaultPorts: LocalPorts = {
  gateway: 7070,
  message: 7071,
  image: 7072,
  payment: 7073,
  automation: 7074,
  sandbox: 7080,
}

/** What a local system needs to know beside its secrets. */
export interface LocalSystem {
  ports: LocalPorts
  databaseUrl: string
  /** Absent where the bus is in the process. */
  natsUrl?: string
  /** Absolute; pictures, portraits and the sandbox's record are kept here. */
  dataDir: string
  secrets: Secrets
}

const HOST = '127.0.0.1'

/** What WHATSAPP_PROVIDER=twilio needs: the sandbox plays Twilio too. */
const twilio = (gateway: string, image: string, sandbox: string) => ({
  TWILIO_API_URL: `${sandbox}/twilio`,
  TWILIO_CONTENT_URL: `${sandbox}/twilio`,
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_NUMBER: '+15550100731',
  TWILIO_WEBHOOK_URL: `${gateway}/webhooks/twilio`,
  // The sandbox approves every card.
  TWILIO_CARDS: 'true',
  MEDIA_URL: image,
})

/**
 * The environment of all apps of a system on one machine whose outside world is the sandbox. Each app takes what its
 * settings name. Used by the standalone, by `make dev` and by the tests of the whole system.
 */
export function localEnvironment({
  ports,
  databaseUrl,
  natsUrl,
  dataDir,
  secrets,
}: LocalSystem): Record<string, string> {
  const gateway = `http://${HOST}:${ports.gateway}`
  const sandbox = `http://${HOST}:${ports.sandbox}`
  return {
    ...secrets,
    ENVIRONMENT: 'development',
    HOST,
    DATABASE_URL: databaseUrl,
    ...(natsUrl === undefined ? {} : { NATS_URL: natsUrl }),
    FILES_URL: `file://${dataDir}/files`,
    WHATSAPP_API_URL: `${sandbox}/graph/v25.0`,
    WHATSAPP_NUMBER_ID: '106540352242922',
    BUSINESS_ID: '102290129340398',
    ...twilio(gateway, `http://${HOST}:${ports.image}`, sandbox),
    ASTRIA_API_URL: `${sandbox}/astria`,
    PUBLIC_URL: gateway,
    PAYMENT_PROVIDER: 'hmac',
    CHECKOUT_URL: `${sandbox}/pay?order={order}&amount={amount}&currency={currency}&return={return}`,
    REFUND_URL: `${sandbox}/refunds`,
    MEDIA_HOSTS: HOST,
    PRIVATE_HOSTS: `${HOST}:${ports.sandbox}`,
    // The sandbox answers at once: after a kill nobody has to wait as long as for the real vendors. The wait for a lost
    // answer stays above the bus's ack wait (10 s): a status that a killed process had taken comes again after that.
    SEND_TIMEOUT_MS: '5000',
    SEND_LEASE_MS: '8000',
    UNKNOWN_WAIT_MS: '15000',
    UNKNOWN_DEAF_MS: '15000',
    SENT_WAIT_MS: '1000',
    ALBUM_WAIT_MS: '3000',
    ASTRIA_RETRY_MS: '2000',
    POLL_MS: '2000',
    CHECKOUT_RETURN_URL: sandbox,
    SUPPORT_CONTACT: 'support@example.com',
    ALLOW_UNSIGNED_WEBHOOKS: 'true',
    API_KEYS: `owner:admin:${secrets.API_KEY}`,
  }
}

/** What the sandbox needs besides: where it sends its webhooks and where it keeps its record. */
export function sandboxEnvironment({ ports, dataDir }: LocalSystem): Record<string, string> {
  return {
    WEBHOOK_URL: `http://${HOST}:${ports.gateway}/SmsReceived`,
    PAYMENT_NOTICE_URL: `http://${HOST}:${ports.gateway}/payment-received`,
    PUBLIC_URL: `http://${HOST}:${ports.sandbox}`,
    DATA_DIR: `${dataDir}/sandbox`,
  }
}
