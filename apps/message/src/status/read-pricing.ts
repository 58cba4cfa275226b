/** What WhatsApp says a message costs, in its own words; null for what it did not say. */
export interface Pricing {
  /** `marketing`, `utility`, `authentication`, `service`, … */
  readonly category: string | null
  /** `regular`, `free_customer_service`, `free_entry_point`. */
  readonly type: string | null
  /** `PMP` (per message) or `CBP` (per conversation). */
  readonly model: string | null
  /** Going away: what is billed follows from type and category. */
  readonly billable: boolean | null
}

/** The conversation that WhatsApp charges for, where it still tells. */
export interface Charged {
  readonly id?: string | undefined
  /** `referral_conversion`, `marketing`, … */
  readonly origin?: string | undefined
  /** Comes with `sent` alone. */
  readonly expiresAt?: string | undefined
}

const word = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value.slice(0, 64) : null)

/** Reads the `pricing` of a status, which comes as Meta sent it. Null if it says nothing. */
export function readPricing(raw: unknown): Pricing | null {
  if (typeof raw !== 'object' || raw === null) return null
  const { category, type, pricing_model: model, billable } = raw as Record<string, unknown>
  const pricing = {
    category: word(category),
    type: word(type),
    model: word(model),
    billable: typeof billable === 'boolean' ? billable : null,
  }
  return Object.values(pricing).every(value => value === null) ? null : pricing
}
