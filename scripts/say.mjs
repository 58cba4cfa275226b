// Sends one signed webhook, as Meta would, to a running gateway: make say TEXT=hi [FROM=972500000001] [URL=…]
import { createHmac } from 'node:crypto'
import fs from 'node:fs'

const text = process.argv[2] || 'hi'
const from = process.env.FROM ?? '972500000001'
const url = process.env.URL ?? `http://127.0.0.1:${process.env.GATEWAY_PORT ?? 7070}/webhooks/whatsapp`

/** The standalone keeps the secrets that it made; elsewhere they are in the environment or in .env. */
const secretOf = name => {
  if (process.env[name]) return process.env[name].split(',')[0]
  for (const file of [`${process.env.STANDALONE_DATA_DIR ?? '.data'}/secrets.json`, '.env']) {
    if (!fs.existsSync(file)) continue
    const content = fs.readFileSync(file, 'utf8')
    const value = file.endsWith('.json')
      ? JSON.parse(content)[name]
      : new RegExp(`^${name}=(.*)$`, 'm').exec(content)?.[1]
    if (value) return value.split(',')[0]
  }
  return undefined
}

const secret = secretOf('WHATSAPP_APP_SECRET')
if (!secret) {
  console.error('WHATSAPP_APP_SECRET is not known: set it, or start the standalone first (make start).')
  process.exit(1)
}
const number = secretOf('WHATSAPP_NUMBER_ID') ?? '106540352242922'

const message = {
  from,
  id: `wamid.${Buffer.from(`say-${Date.now()}-${process.pid}`).toString('base64url')}`,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: 'text',
  text: { body: text },
}
const value = {
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '15550100731', phone_number_id: number },
  contacts: [{ profile: { name: 'Say' }, wa_id: from }],
  messages: [message],
}
const body = JSON.stringify({
  object: 'whatsapp_business_account',
  entry: [{ id: secretOf('BUSINESS_ID') ?? '102290129340398', changes: [{ field: 'messages', value }] }],
}).replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
try {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    body,
  })
  console.log(`${url} answered ${response.status}`)
  if (!response.ok) process.exit(1)
} catch (error) {
  console.error(
    `${url} cannot be reached (${error.cause?.code ?? error.message}). Is it running? make start, or make dev`,
  )
  process.exit(1)
}
