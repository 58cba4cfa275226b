import { loadSettings } from '@astria-bot/service'
import { test } from 'tap'
import { messageAliases, messageSettings } from '../settings.ts'
import { channelsOf } from './channels-of.ts'
import { createClient } from './create-client.ts'

const environment = {
  ENVIRONMENT: 'test',
  DATABASE_URL: 'postgres://localhost/none',
  NATS_URL: 'nats://localhost',
  FILES_URL: 'file:///nowhere',
  SUPPORT_CONTACT: 'support@example.com',
  WHATSAPP_PROVIDER: 'twilio',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'secret',
  TWILIO_NUMBER: '+14155238886',
}

/** Where Twilio is asked to send the statuses of a message. */
async function statusAddress(more: Record<string, string>): Promise<string | null> {
  const settings = loadSettings(messageSettings, { ...environment, ...more }, { aliases: messageAliases })
  let asked: string | null = null
  const client = createClient(channelsOf(settings)[0]!, settings, async (_url, init) => {
    asked = new URLSearchParams(String(init?.body)).get('StatusCallback')
    return Response.json({ sid: 'SM1', status: 'queued' }, { status: 201 })
  })
  await client.send({ type: 'text', body: 'hi' }, { phone: '972500000101' }, { id: 'our-1' })
  return asked
}

test("Twilio's statuses come to the address that the gateway verifies, by whichever setting it is told", async t => {
  const expected = 'https://bot.example/webhooks/twilio?id=our-1'
  t.equal(await statusAddress({ PUBLIC_URL: 'https://bot.example' }), expected)
  t.equal(await statusAddress({ PUBLIC_URL: 'https://bot.example/' }), expected)
  t.equal(await statusAddress({ WEBHOOK_URL: 'https://bot.example' }), expected)
  const own = { TWILIO_WEBHOOK_URL: 'https://door.example/t', PUBLIC_URL: 'https://bot.example' }
  t.equal(await statusAddress(own), 'https://door.example/t?id=our-1')
  t.equal(await statusAddress({}), null)
})
