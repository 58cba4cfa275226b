import type { Tier } from './tier.ts'

/** What is charged: one currency (ISO 4217), and for each tier minor units. */
export interface Prices {
  readonly currency: string
  readonly tiers: Readonly<Record<Tier, number>>
}

/** An amount of money: minor units, an integer, and its currency. */
export interface Money {
  readonly amountMinor: number
  readonly currency: string
}

/** What an order of a tier costs. */
export function priceOf(tier: Tier, prices: Prices): Money {
  return { amountMinor: prices.tiers[tier], currency: prices.currency }
}
