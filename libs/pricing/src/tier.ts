/** Size and price class of a set of portraits. */
export type Tier = 'lite' | 'standard' | 'premium'

/** The tiers, from the smallest to the largest. */
export const tiers: readonly Tier[] = ['lite', 'standard', 'premium']

/**
 * The tier of a pack: the first of its slug's words that names one (`business-premium-2`), so that `elite` or `satellite`
 * names none. A slug without such a word is `standard`: neither given away nor sold too dear.
 */
export function tierOf(slug: string): Tier {
  const words = slug.toLowerCase().split(/[^a-z]+/)
  return words.find((word): word is Tier => (tiers as readonly string[]).includes(word)) ?? 'standard'
}
