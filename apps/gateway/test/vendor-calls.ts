import http from 'node:http'
import { callbackUrl } from '@astria-bot/astria'
import { signatureOf } from '@astria-bot/checkout'
import { parseForm, serializeEscaped, sign, signTwilioForm, webhooks } from '@astria-bot/whatsapp'

/** The address at which Twilio was told to find us. */
export const twilioUrl = 'https://bot.example/webhooks/twilio'

/** A request of a vendor. A header may come more than once. */
export interface Call {
  path: string
  body: string
  headers: Record<string, string | string[]>
}

/** Makes an authentic call with something in it that the id of its event will contain. */
export type Caller = (token: string, secret: string) => Call

/** Each vendor that calls us, and the setting that holds its secret. */
export const vendors = {
  WHATSAPP_APP_SECRET: (token, secret) => {
    const body = serializeEscaped(webhooks.text({ phone: '972500000101' }, 'שלום 👋', { messageId: `wamid.${token}` }))
    return { path: '/webhooks/whatsapp', body, headers: { 'x-hub-signature-256': sign(body, secret) } }
  },
  TWILIO_AUTH_TOKEN: (token, secret) => {
    const fields = { MessageSid: token, AccountSid: 'AC1', From: 'whatsapp:+972500000101', To: 'whatsapp:+14155238886' }
    const body = new URLSearchParams({ ...fields, SmsStatus: 'received', Body: 'שלום 👋' }).toString()
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signTwilioForm(twilioUrl, parseForm(Buffer.from(body)), secret),
    }
    return { path: '/webhooks/twilio', body, headers }
  },
  PAYMENT_WEBHOOK_SECRET: (token, secret) => {
    const order = '0199a000-0000-7000-8000-000000000001'
    const body = JSON.stringify({ id: token, type: 'payment.succeeded', order, amount: 4900, currency: 'ILS' })
    return { path: '/payment-received', body, headers: { 'x-signature': signatureOf(body, secret) } }
  },
  CALLBACK_SECRET: (token, secret) => {
    const { pathname, search } = new URL(callbackUrl('https://bot.example', token, 'tune', secret))
    return { path: pathname + search, body: '{"tune":{"id":1}}', headers: {} }
  },
} as const satisfies Record<string, Caller>

/** The setting that holds a vendor's secret. */
export type Vendor = keyof typeof vendors

/** Makes a call; answers with the status. */
export function call(port: number, { path, body, headers }: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path, method: 'POST', headers }, response => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    request.once('error', reject).end(body)
  })
}
