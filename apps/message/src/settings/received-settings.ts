import { setting } from '@astria-bot/service'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** How messages of customers are looked for whose webhooks were lost. Twilio repeats one once at most. */
export const receivedSettings = {
  TWILIO_POLL_MS: setting
    .integer(100, dayMs)
    .default(60_000)
    .describe('How often Twilio is asked for messages whose webhooks did not come.'),
  TWILIO_POLL_AFTER_MS: setting
    .integer(0, hourMs)
    .default(120_000)
    .describe('A younger message may still come by itself: only the webhook tells which button was tapped.'),
  // The inbox knows for at least 45 days what came.
  TWILIO_LOOK_BACK_MS: setting
    .integer(60_000, 30 * dayMs)
    .default(3 * dayMs)
    .describe('After a long outage, what is older than this is not looked for any more.'),
}
