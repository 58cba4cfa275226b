/** One line of the ledger: money goes from accounts with a negative amount to those with a positive one. */
export interface Entry {
  readonly account: string
  /** Minor units, never 0. */
  readonly amountMinor: number
  readonly currency: string
}

/** A transaction of the ledger: per currency, its entries sum to zero. */
export interface Posting {
  /** Unique in the ledger: the same is never booked twice. */
  readonly key: string
  readonly kind: 'payment' | 'hold' | 'accept' | 'capture' | 'release' | 'refund'
  readonly entries: readonly Entry[]
}

/** The accounts. What a provider took in for us is negative there; what a customer, the revenue or nobody yet has of it is positive. */
export const accounts = {
  provider: (name: string) => `provider:${name}`,
  customer: (customerId: string) => `customer:${customerId}`,
  revenue: 'revenue',
  held: 'held',
} as const

/** Moves an amount from one account to another. */
export function transfer(
  key: string,
  kind: Posting['kind'],
  move: { from: string; to: string; amountMinor: number; currency: string },
): Posting {
  const { from, to, amountMinor, currency } = move
  return {
    key,
    kind,
    entries: [
      { account: from, amountMinor: -amountMinor, currency },
      { account: to, amountMinor, currency },
    ],
  }
}
