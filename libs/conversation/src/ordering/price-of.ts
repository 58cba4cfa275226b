import { money } from '../text/money.ts'

/** The price of an offer, a draft or an order, as it is shown. */
export function priceOf({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  return money(amountMinor, currency)
}
