import { Language } from '@astria-bot/contracts'
import type { Settings } from '@astria-bot/conversation'
import { type PriceSettings, setting } from '@astria-bot/service'
import type { z } from 'zod'

/** What the conversation promises and asks. */
export const conversationSettings = {
  MIN_PICTURES: setting.integer(1, 100).default(8).describe('Accepted pictures that are enough to train with.'),
  MAX_PICTURES: setting.integer(1, 100).default(30).describe('More pictures than this are not taken.'),
  SUPPORT_CONTACT: setting.text().describe('How customers reach a person; shown as it is.'),
  CONSENT_VERSION: setting.text().default('1').describe('Version of the consent to processing face pictures.'),
  TERMS_VERSION: setting.text().default('1').describe('Version of the terms of an order.'),
  DEFAULT_LANGUAGE: Language.default('en').describe('Of customers who have not shown theirs.'),
  ALBUM_MS: setting.integer(0, 60_000).default(4000).describe('How long a burst of pictures is gathered, ms.'),
  HAND_OVER_MS: setting
    .integer(1, 30 * 24 * 3_600_000)
    .default(4 * 3_600_000)
    .describe('The bot answers again so long after the last word of a person who took over a conversation.'),
}

/** The same in the words of the core. */
export function toConversationSettings(
  settings: z.infer<z.ZodObject<typeof conversationSettings>> & PriceSettings,
): Settings {
  return {
    minPictures: settings.MIN_PICTURES,
    maxPictures: settings.MAX_PICTURES,
    prices: {
      lite: settings.LITE_TIER_PRICE,
      standard: settings.STANDARD_TIER_PRICE,
      premium: settings.PREMIUM_TIER_PRICE,
    },
    currency: settings.CURRENCY,
    supportContact: settings.SUPPORT_CONTACT,
    consentVersion: settings.CONSENT_VERSION,
    termsVersion: settings.TERMS_VERSION,
    defaultLanguage: settings.DEFAULT_LANGUAGE,
    albumMs: settings.ALBUM_MS,
  }
}
