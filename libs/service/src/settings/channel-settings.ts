import { z } from 'zod'
import { ChannelSetting } from './channel-setting.ts'
import { jsonSetting } from './json-setting.ts'
import { secret, setting } from './setting.ts'

/** Which business numbers there are and what opens them: for the app that sends, and the one that fetches pictures. */
export const channelSettings = {
  WHATSAPP_API_URL: setting
    .url()
    .default('https://graph.facebook.com/v25.0')
    .describe('The Graph API, with its version.'),
  WHATSAPP_PROVIDER: z.enum(['cloud', 'twilio']).default('cloud').describe('Who carries messages: cloud or twilio.'),
  WHATSAPP_NUMBER_ID: setting.text().optional().describe('The business number: phone_number_id at Meta.'),
  WHATSAPP_API_KEY: setting.secret().optional().describe("The system user's token for the Graph API."),
  TWILIO_API_URL: setting.url().default('https://api.twilio.com').describe("Twilio's API."),
  TWILIO_ACCOUNT_SID: setting.text().optional().describe("Twilio's AccountSid."),
  TWILIO_AUTH_TOKEN: setting
    .secrets()
    .optional()
    .describe('The auth token of Twilio; of several, comma-separated, the first one opens its API.'),
  TWILIO_NUMBER: setting.text().optional().describe('The WhatsApp number at Twilio, such as +14155238886.'),
  CHANNELS: jsonSetting(z.array(ChannelSetting))
    .optional()
    .describe(
      'More business numbers, as JSON: [{"id":"<phone_number_id>","account":"<WABA>","token":"<name in CHANNEL_TOKENS>"}].',
    ),
  CHANNEL_TOKENS: secret(jsonSetting(z.record(z.string(), z.string().min(1))))
    .optional()
    .describe('The tokens of CHANNELS by their names, as JSON: {"second":"<token>"}.'),
}
/** What the settings of the numbers parse to. */
export type ChannelSettings = z.infer<z.ZodObject<typeof channelSettings>>
