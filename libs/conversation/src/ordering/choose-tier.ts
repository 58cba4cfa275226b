import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons, sayList } from '../say/say.ts'
import { offersFor, tiers } from './offers.ts'
import { priceOf } from './price-of.ts'
import type { Shopping, Source } from './source.ts'

/** The sizes that have a style for this class, with their prices. */
export function tierList(c: Shopping, source: Source, world: World): readonly Effect[] {
  const p = phrasesOf(c)
  const offers = offersFor(source.className, world)
  const rows = tiers.flatMap(tier => {
    const counts = offers.filter(offer => offer.tier === tier)
    const [first] = counts
    if (!first) return []
    const sizes = counts.map(offer => offer.imageCount)
    const description = p.tierRow(priceOf(first), Math.min(...sizes), Math.max(...sizes))
    return [{ tap: { kind: 'tier', tier }, title: p.tiers[tier], description } as const]
  })
  if (rows.length > 0) return [sayList(p.chooseTier, p.buttons.openTiers, rows)]
  return [
    sayButtons(p.noStyles, [
      [{ kind: 'support' }, p.buttons.support],
      [{ kind: 'menu' }, p.buttons.menu],
    ]),
    { kind: 'alert', reason: 'no_styles' },
  ]
}
