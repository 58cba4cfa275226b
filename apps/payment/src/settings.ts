import { providerNames } from '@astria-bot/checkout'
import type { Prices } from '@astria-bot/pricing'
import {
  apiKeySettings,
  busSettings,
  commonSettings,
  databaseSettings,
  outsideSettings,
  priceSettings,
  setting,
} from '@astria-bot/service'
import { z } from 'zod'

/** What apps/payment reads from its environment. */
export const paymentSettings = z.object({
  ...commonSettings(7073),
  ...databaseSettings,
  ...busSettings,
  ...outsideSettings,
  ...priceSettings,
  ...apiKeySettings,
  PAYMENT_PROVIDER: z.enum(providerNames).default('hmac').describe('Who takes the money.'),
  CHECKOUT_URL: setting
    .text()
    .regex(/^https?:\/\/.*\{order\}/, 'an http address with {order} in it')
    .describe('Where an order is paid: an address with {order}, {amount}, {currency} and {return} to be filled in.'),
  CHECKOUT_RETURN_URL: setting
    .url()
    .default('https://wa.me')
    .describe('Where the browser goes after paying, such as https://wa.me/<number>: back to the chat.'),
  REFUND_URL: setting
    .url()
    .optional()
    .describe('Where refunds are asked for. Without it, a refund is due by a person.'),
  PAYMENT_WEBHOOK_SECRET: setting
    .secrets()
    .describe('Signs notices and refunds; several, separated by commas, while rotating. The first one signs.'),
})
export type PaymentSettings = z.infer<typeof paymentSettings>

/** The price list in the words of the core. */
export function toPrices(settings: PaymentSettings): Prices {
  const { CURRENCY, LITE_TIER_PRICE, STANDARD_TIER_PRICE, PREMIUM_TIER_PRICE } = settings
  return {
    currency: CURRENCY,
    tiers: { lite: LITE_TIER_PRICE, standard: STANDARD_TIER_PRICE, premium: PREMIUM_TIER_PRICE },
  }
}
