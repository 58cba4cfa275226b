import { providerNames } from '@astria-bot/checkout'
import { type Aliases, busSettings, commonSettings, developmentOnly, setting } from '@astria-bot/service'
import { z } from 'zod'

/** What apps/gateway reads from its environment. */
export const gatewaySettings = z.object({
  ...commonSettings(7070),
  ...busSettings,
  WHATSAPP_APP_SECRET: setting
    .secrets()
    .describe('The app secret of Meta that signs webhooks; several, comma-separated, while one is replaced.'),
  WHATSAPP_VERIFY_TOKEN: setting.secret().describe('The word that Meta repeats when the webhook address is verified.'),
  WHATSAPP_NUMBER_ID: setting
    .text()
    .default('106540352242922')
    .describe('The id of the business number at Meta (phone_number_id).'),
  MTLS_SUBJECT_HEADER: setting
    .text()
    .optional()
    .describe(
      "The header in which the ingress tells the subject of WhatsApp's client certificate, such as X-Amzn-Mtls-Clientcert-Subject. Without it, none is asked for.",
    ),
  MTLS_SUBJECT_CN: setting
    .text()
    .default('client.webhooks.fbclientcerts.com')
    .describe('The common name that the certificate has to have.'),
  TWILIO_AUTH_TOKEN: setting
    .secrets()
    .optional()
    .describe(
      'Signs the webhooks of Twilio; several, comma-separated, while one is replaced. Without it, that address is closed.',
    ),
  // As it is, with a slash at its end: the signature is over every character.
  TWILIO_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address of our webhook as it is configured at Twilio; without it, PUBLIC_URL and /webhooks/twilio.'),
  PUBLIC_URL: setting.url().optional().describe('The address under which Astria and Twilio reach the gateway.'),
  CALLBACK_SECRET: setting
    .secrets()
    .describe('Signs the links that Astria calls; several, comma-separated, while one is replaced: the first signs.'),
  PAYMENT_PROVIDER: z.enum(providerNames).default('hmac').describe('Who takes the money.'),
  PAYMENT_WEBHOOK_SECRET: setting
    .secrets()
    .describe('The secret that signs payment notices; several, comma-separated, while one is replaced.'),
  UPDATE_TOKEN: setting
    .secret()
    .optional()
    .describe('The bearer token of POST /update-images. Without it, that address is closed.'),
  ALLOW_UNSIGNED_WEBHOOKS: developmentOnly(setting.flag())
    .default(false)
    .describe('Development only: takes unsigned WhatsApp webhooks from this very machine.'),
})
export type GatewaySettings = z.infer<typeof gatewaySettings>

/** Other names of the same settings. */
export const gatewayAliases: Aliases = {
  WHATSAPP_VERIFY_TOKEN: ['WEBHOOK_VERIFY_TOKEN'],
  WHATSAPP_NUMBER_ID: ['PHONE_NUMBER_ID'],
  PUBLIC_URL: ['WEBHOOK_URL'],
}
