import type { HmacCheckout, HmacRefund } from './hmac/settings.ts'

/** The payment providers that are spoken. Another one is a word here and an entry in `providers`; forgetting the second does not compile. */
export const providerNames = ['hmac'] as const
export type Provider = (typeof providerNames)[number]

/** What each provider needs to open a checkout. */
export interface CheckoutSettings {
  hmac: HmacCheckout
}

/** What each provider needs to give money back. */
export interface RefundSettings {
  hmac: HmacRefund
}

/** Whether a word, such as the last part of `/payment-received/:provider`, names a provider. */
export function isProvider(word: string): word is Provider {
  return (providerNames as readonly string[]).includes(word)
}
