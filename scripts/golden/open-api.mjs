import { readFileSync } from 'node:fs'

/** The apps with an API, and the settings that they need to be built. Nothing is connected: only their routes are read. */
const apps = ['image', 'message', 'payment']
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
  CHECKOUT_URL: 'https://pay.example.com/?order={order}',
  SUPPORT_CONTACT: 'support@example.com',
  PAYMENT_WEBHOOK_SECRET: 'payment-secret',
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

async function openApi(app) {
  const { createLogger, loadSettings } = await import('@astria-bot/service')
  const { connect } = await import('@astria-bot/store')
  const door = await import(`@astria-bot/${app}`)
  const nowhere = async () => {
    throw new Error('nothing is connected while the documents are written')
  }
  const { server } = await door.buildApp({
    settings: loadSettings(door[`${app}Settings`], settings, { aliases: door[`${app}Aliases`] ?? {} }),
    logger: createLogger({ name: app, level: 'silent' }),
    db: connect({ url: settings.DATABASE_URL, name: app }),
    bus: { publish: nowhere, consume: nowhere, ready: nowhere, close: async () => {}, dead: {} },
    fetch: nowhere,
    crash: () => {},
  })
  await server.ready()
  const document = server.swagger()
  return { ...document, info: { ...document.info, title: `Astria Bot: ${app}`, version } }
}

/** OpenAPI documents by app. */
export async function openApis() {
  return Promise.all(apps.map(async app => [app, await openApi(app)]))
}
