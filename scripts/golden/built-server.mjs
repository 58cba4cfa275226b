/** What the apps need to be built. Nothing is connected: only what they offer is read. */
const settings = {
  ENVIRONMENT: 'development',
  LOG_LEVEL: 'silent',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  NATS_URL: 'nats://127.0.0.1:1',
  FILES_URL: 'file:///nonexistent',
  PUBLIC_URL: 'https://bot.example.com',
  CALLBACK_SECRET: 'callback-secret',
  SECRET_KEY: 'secret-key',
  ASTRIA_API_KEY: 'astria-key',
  WHATSAPP_NUMBER_ID: '106540352242922',
  WHATSAPP_API_KEY: 'whatsapp-key',
  WHATSAPP_APP_SECRET: 'whatsapp-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'whatsapp-verify-token',
  CHECKOUT_URL: 'https://pay.example.com/?order={order}',
  PAYMENT_WEBHOOK_SECRET: 'payment-secret',
  SUPPORT_CONTACT: 'support@example.com',
}

const nowhere = async () => {
  throw new Error('nothing is connected while the documents are written')
}

/** The HTTP server of an app, ready to be asked with `inject`. */
export async function builtServer(app) {
  const { createLogger, loadSettings } = await import('@astria-bot/service')
  const { connect } = await import('@astria-bot/store')
  const door = await import(`@astria-bot/${app}`)
  const { server } = await door.buildApp({
    settings: loadSettings(door[`${app}Settings`], settings, { aliases: door[`${app}Aliases`] ?? {} }),
    logger: createLogger({ name: app, level: 'silent' }),
    db: connect({ url: settings.DATABASE_URL, name: app }),
    bus: { publish: nowhere, consume: nowhere, ready: nowhere, close: async () => {}, dead: {} },
    fetch: nowhere,
    crash: () => {},
  })
  await server.ready()
  return server
}
