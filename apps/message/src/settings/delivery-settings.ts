import { channelSettings, setting } from '@astria-bot/service'
import { z } from 'zod'

const day = 24 * 60 * 60_000
const ms = (max = day) => setting.integer(1, max)

/** How messages reach WhatsApp. */
export const deliverySettings = {
  ...channelSettings,
  BUSINESS_ID: setting
    .text()
    .optional()
    .describe('The id of the WhatsApp business account: with it, templates are read from Meta.'),
  TWILIO_CONTENT_URL: setting.url().default('https://content.twilio.com').describe("Twilio's API of templates."),
  TWILIO_CARDS: setting
    .flag()
    .default(false)
    .describe('Twilio takes buttons under a picture that WhatsApp has not approved; else the picture has their words.'),
  TWILIO_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address of our webhook as it is configured at Twilio; without it, PUBLIC_URL and /webhooks/twilio.'),
  PUBLIC_URL: setting.url().optional().describe('The address under which Astria and Twilio reach the gateway.'),
  MEDIA_URL: setting.url().optional().describe('The public address of apps/image, from which Twilio fetches files.'),
  SECRET_KEY: setting.secret().optional().describe('Signs links to media.'),
  SEND_CONCURRENCY: setting.integer(1, 1000).default(64).describe('Messages on their way to WhatsApp at once.'),
  SEND_TIMEOUT_MS: ms().default(15_000).describe('How long one call of the Graph API may take.'),
  SEND_LEASE_MS: ms().default(45_000).describe('After this a message whose sender died is looked after by another.'),
  UNKNOWN_WAIT_MS: ms()
    .default(120_000)
    .describe('How long a status is waited for after an answer was lost, from the first news of the number on.'),
  UNKNOWN_DEAF_MS: ms()
    .default(600_000)
    .describe('The same at most, where nothing at all is heard of the number: then no status proves nothing.'),
  WINDOW_MARGIN_MS: ms().default(60_000).describe('The 24 hours are over this much earlier for us.'),
  PAIR_BURST: setting
    .integer(1, 1000)
    .default(44)
    .describe('Messages at once to one customer: one below the 45 of WhatsApp, as they travel at different speeds.'),
  PAIR_INTERVAL_MS: ms().default(6000).describe('One message to one customer in this time, beyond the burst.'),
  NUMBER_RATE: setting
    .integer(1, 10_000)
    .default(80)
    .describe('Messages per second that a number may send and receive, all replicas together.'),
  SENT_WAIT_MS: setting
    .integer(0, day)
    .default(2000)
    .describe('How long the next message to a customer waits for the one before to be sent; 0: not at all.'),
  ALBUM_WAIT_MS: setting
    .integer(0, day)
    .default(8000)
    .describe('The same inside an album, where it waits for the one before to be delivered.'),
  SILENT_MS: ms().default(600_000).describe('After this WhatsApp is asked about a message whose statuses do not come.'),
  TEMPLATES_READ_MS: ms()
    .default(6 * 3_600_000)
    .describe('How often templates are read from the provider.'),
  ACCOUNT_RETRY_MS: ms()
    .default(60_000)
    .describe('How long nothing is sent after WhatsApp refused the account; doubled each time, at most 5 minutes.'),
  MESSAGE_TTL_MS: ms(30 * day)
    .default(7 * day)
    .describe('After this an unsent message is given up.'),
  ERASURE_DEADLINE_MS: ms()
    .default(600_000)
    .describe('After this data is erased even if the goodbye could not be said.'),
}
