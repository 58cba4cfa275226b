import { commonSettings, setting } from '@astria-bot/service'
import { z } from 'zod'

const ms = (value: number, text: string) => setting.integer(0, 86_400_000).default(value).describe(text)

/** What the sandbox reads from the environment. */
export const sandboxSettings = z.object({
  ...commonSettings(7080),
  PUBLIC_URL: setting
    .url()
    .optional()
    .describe("The sandbox's own address, as the bot sees it; without it, http://127.0.0.1:<port>."),
  DATA_DIR: setting
    .text()
    .optional()
    .describe('A folder in which record, chats and media survive a restart. Without it everything is in memory.'),
  SEED: setting.text().default('sandbox').describe('Seed of all chance: delays, duplicates, order.'),
  WEBHOOK_URL: setting
    .url()
    .optional()
    .describe("Where WhatsApp webhooks go: the gateway's /SmsReceived. Without it none are sent."),
  PAYMENT_NOTICE_URL: setting.url().optional().describe("Where payment notices go: the gateway's /payment-received."),
  WHATSAPP_APP_SECRET: setting
    .secrets()
    .default(['sandbox-app-secret'])
    .describe('Signs webhooks; the first of several.'),
  WHATSAPP_API_KEY: setting
    .secret()
    .default('sandbox-whatsapp-key')
    .describe('The bearer token that the Graph API wants.'),
  WHATSAPP_NUMBER_ID: setting.text().default('106540352242922').describe("The number's id in the Graph API."),
  WHATSAPP_DISPLAY_NUMBER: setting.text().default('15550100731').describe("The business' phone number, digits only."),
  WHATSAPP_VERIFY_TOKEN: setting
    .secret()
    .default('sandbox-verify-token')
    .describe('Sent when the webhook is verified.'),
  BUSINESS_ID: setting.text().default('102290129340398').describe('The id of the WhatsApp business account.'),
  BUSINESS_NAME: setting.text().default('Portrait Studio').describe("The name in the phone's header."),
  WHATSAPP_PROVIDER: z
    .enum(['cloud', 'twilio'])
    .default('cloud')
    .describe('Who carries what the phones say: Meta itself, or Twilio. Both APIs are there in any case.'),
  TWILIO_WEBHOOK_URL: setting
    .url()
    .optional()
    .describe("Where Twilio's webhooks go: the gateway's /webhooks/twilio. Statuses go where each message says."),
  TWILIO_ACCOUNT_SID: setting
    .text()
    .default(`AC${'0'.repeat(32)}`)
    .describe('The account at Twilio.'),
  TWILIO_AUTH_TOKEN: setting
    .secret()
    .default('sandbox-twilio-token')
    .describe('Opens the API of Twilio and signs its webhooks.'),
  ASTRIA_API_KEY: setting
    .secret()
    .default('sandbox-astria-key')
    .describe('The bearer token that the Astria API wants.'),
  PAYMENT_WEBHOOK_SECRET: setting
    .secrets()
    .default(['sandbox-payment-secret'])
    .describe('Signs payment notices (the first of several), and checks refund requests.'),
  STATUSES: setting.flag().default(true).describe('Whether sent, delivered and read follow a message.'),
  STATUS_DELAY_MS: ms(150, 'Pause before each of sent and delivered.'),
  AUTO_READ: setting.flag().default(false).describe('Phones read by themselves, also when no page is open.'),
  STRICT_RECIPIENTS: setting
    .flag()
    .default(true)
    .describe('Refuses numbers that never wrote (131026). False for benchmarks.'),
  PAIR_BURST: setting
    .integer(0, 1_000_000)
    .default(45)
    .describe('Messages to one person at once; 0 switches the pair rate (131056) off.'),
  PAIR_INTERVAL_MS: ms(6000, 'After the burst, one message per so many milliseconds.'),
  NUMBER_RATE: setting
    .integer(0, 1_000_000)
    .default(80)
    .describe('Messages a second of the number (130429); 0 switches it off.'),
  WEBHOOK_RETRY_MS: ms(250, 'First pause after a webhook that was not answered 200; it doubles.'),
  WEBHOOK_RETRY_MAX_MS: ms(5000, 'Longest pause between two tries of a webhook.'),
  TRAINING_MS: ms(8000, 'How long Astria trains.'),
  PROMPT_MS: ms(400, 'How long Astria makes one prompt.'),
  PORTRAITS_PER_PACK: setting.integer(1, 40).optional().describe('Pictures of every pack, instead of 12, 24 and 40.'),
  ASTRIA_IDEMPOTENT: setting
    .flag()
    .default(true)
    .describe("Astria's account switch: the same title gives the same tune."),
  INSPECT_CLASS: z
    .enum(['man', 'woman'])
    .default('man')
    .describe('What inspect sees in a picture that the sandbox did not draw.'),
  FFMPEG_PATH: setting.text().optional().describe('The ffmpeg to use, instead of the one that is installed with npm.'),
})
export type SandboxSettings = z.infer<typeof sandboxSettings>

/** Other names of the same settings. */
export const sandboxAliases = {
  WHATSAPP_NUMBER_ID: ['PHONE_NUMBER_ID'],
  WHATSAPP_API_KEY: ['WHATSAPP_TOKEN'],
  WHATSAPP_VERIFY_TOKEN: ['WEBHOOK_VERIFY_TOKEN'],
} as const
