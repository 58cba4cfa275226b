import { defaultGate } from '@astria-bot/media'
import {
  apiKeySettings,
  busSettings,
  channelSettings,
  commonSettings,
  databaseSettings,
  filesSettings,
  outsideSettings,
  setting,
} from '@astria-bot/service'
import { z } from 'zod'

const ms = (value: number, text: string) =>
  setting
    .integer(1, 30 * 86_400_000)
    .default(value)
    .describe(text)
const number = (value: number, text: string) => z.coerce.number().min(0).default(value).describe(text)

/** What apps/image reads from the environment. */
export const imageSettings = z.object({
  ...commonSettings(7072),
  ...databaseSettings,
  ...busSettings,
  ...outsideSettings,
  ...apiKeySettings,
  ...filesSettings,
  PUBLIC_URL: setting.url().describe('The address under which Astria and Twilio reach the gateway.'),
  CALLBACK_SECRET: setting.secrets().describe('Signs the links that Astria calls; the first of several signs.'),
  SECRET_KEY: setting.secret().describe('Signs links to media.'),
  ASTRIA_API_URL: setting.url().default('https://api.astria.ai').describe('The Astria API.'),
  ASTRIA_API_KEY: setting.secret().describe('The key of the Astria API.'),
  ASTRIA_PACKS_PATH: setting.text().default('/packs?listed=true').describe('Which packs are sold.'),
  ASTRIA_RETRY_MS: ms(30_000, 'The wait after a 500 of Astria, and between two looks after a lost answer.'),
  ASTRIA_READ_TIMEOUT_MS: ms(35_000, 'How long Astria may take to answer a question.'),
  ASTRIA_CREATE_TIMEOUT_MS: ms(120_000, 'How long Astria may take to accept an order, uploading included.'),
  INSPECT_TIMEOUT_MS: ms(25_000, 'How long Astria may take to look at a picture.'),
  INSPECT_TRIES: setting
    .integer(0, 100)
    .default(4)
    .describe('After so many tries without an answer a picture is accepted uninspected, with a warning; 0: never.'),
  INSPECT_LOW_QUALITY: z
    .enum(['refuse', 'warn'])
    .default('refuse')
    .describe("What Astria's low_quality and low_resolution do: refuse or warn."),
  PERSON_CLASSES: setting.list().default(['man', 'woman']).describe('The classes of people that are trained.'),
  TUNE_PRESET: setting.text().default('flux-lora-portrait').describe('The preset of a new model.'),
  BASE_TUNE_ID: setting.text().optional().describe("The base model; without it, the pack's."),
  ...channelSettings,
  MEDIA_HOSTS: setting
    .list()
    .default(['sdbooth2-production.s3.amazonaws.com', 'mp.astria.ai', 'api.astria.ai'])
    .describe('Hosts from which results are fetched; nothing is fetched from any other.'),
  MIN_PICTURES: setting.integer(1, 100).default(8).describe('Pictures that a new model needs.'),
  PICTURE_MIN_SIDE: number(defaultGate.minShortSide, 'The short side of a picture, in pixels.'),
  PICTURE_BLUR_REFUSE: number(defaultGate.blurRefuse, 'Sharpness below which a picture is refused.'),
  PICTURE_BLUR_WARN: number(defaultGate.blurWarn, 'Sharpness below which it is noted.'),
  PICTURE_DARK_REFUSE: number(defaultGate.darkRefuse, 'Mean light (0–255) below which a picture is refused.'),
  PICTURE_DARK_WARN: number(defaultGate.darkWarn, 'Mean light below which it is noted.'),
  PICTURE_BRIGHT_REFUSE: number(defaultGate.brightRefuse, 'Mean light above which a picture is refused.'),
  PICTURE_CLIPPED_REFUSE: number(defaultGate.clippedRefuse, 'Share of white (0–1) above which it is refused.'),
  PICTURE_DUPLICATE_REFUSE: number(defaultGate.duplicateRefuse, 'Bits of difference up to which two are the same.'),
  PICTURE_DUPLICATE_WARN: number(defaultGate.duplicateWarn, 'Bits of difference up to which it is noted.'),
  POLL_MS: ms(5_000, 'The first pause between two looks at an order; it doubles, up to sixty times.'),
  ORDER_DEADLINE_MS: ms(6 * 3_600_000, 'After it an order is delivered in part, or fails.'),
  COPY_TRIES: setting.integer(1, 100).default(8).describe('Tries to fetch a result before it counts as missing.'),
  PACK_SYNC_MS: ms(6 * 3_600_000, 'How often the packs are read.'),
  FFMPEG_PATH: setting.text().optional().describe('The ffmpeg to use, instead of the one that is installed with npm.'),
  FFMPEG_TIMEOUT_MS: ms(120_000, 'After it ffmpeg is killed.'),
  SHARP_CONCURRENCY: setting.integer(1, 64).default(1).describe('Threads per picture.'),
  PICTURES_AT_ONCE: setting.integer(1, 64).default(4).describe('Pictures and results that are worked on at once.'),
  SUBMISSIONS_AT_ONCE: setting.integer(1, 64).default(8).describe('Orders that are submitted or polled at once.'),
})
export type ImageSettings = z.infer<typeof imageSettings>

/** Other names of the same settings. */
export const imageAliases = {
  PUBLIC_URL: ['WEBHOOK_URL'],
  WHATSAPP_NUMBER_ID: ['PHONE_NUMBER_ID'],
  WHATSAPP_API_KEY: ['WHATSAPP_TOKEN'],
  MIN_PICTURES: ['MAX_IMAGES_THRESHOLD'],
} as const
