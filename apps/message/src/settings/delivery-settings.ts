import { setting } from '@astria-bot/service'

const day = 24 * 60 * 60_000
const ms = (max = day) => setting.integer(1, max)

/** How messages reach WhatsApp. */
export const deliverySettings = {
  WHATSAPP_API_URL: setting
    .url()
    .default('https://graph.facebook.com/v25.0')
    .describe('The Graph API, with its version.'),
  WHATSAPP_NUMBER_ID: setting.text().describe('The business number: phone_number_id at Meta.'),
  WHATSAPP_API_KEY: setting.secret().describe("The system user's token for the Graph API."),
  SEND_CONCURRENCY: setting.integer(1, 1000).default(64).describe('Messages on their way to WhatsApp at once.'),
  SEND_TIMEOUT_MS: ms().default(15_000).describe('How long one call of the Graph API may take.'),
  SEND_LEASE_MS: ms().default(45_000).describe('After this a message whose sender died is looked after by another.'),
  UNKNOWN_WAIT_MS: ms().default(120_000).describe('How long a status is waited for after an answer was lost.'),
  WINDOW_MARGIN_MS: ms().default(60_000).describe('The 24 hours are over this much earlier for us.'),
  PAIR_BURST: setting
    .integer(1, 1000)
    .default(40)
    .describe(
      'Messages at once to one customer: a little below the 45 of WhatsApp, as they travel at different speeds.',
    ),
  PAIR_INTERVAL_MS: ms().default(6000).describe('One message to one customer in this time, beyond the burst.'),
  NUMBER_RATE: setting.integer(1, 10_000).default(80).describe('Messages per second that this process may send.'),
  ACCOUNT_RETRY_MS: ms().default(60_000).describe('How long nothing is sent after WhatsApp refused the account.'),
  MESSAGE_TTL_MS: ms(30 * day)
    .default(7 * day)
    .describe('After this an unsent message is given up.'),
  ERASURE_DEADLINE_MS: ms()
    .default(600_000)
    .describe('After this data is erased even if the goodbye could not be said.'),
}
