import type { Draft } from '../conversation.ts'
import type { World } from '../input.ts'
import { tapId } from '../taps/tap-id.ts'
import type { FileRef, Pack, Tier } from '../words.ts'

/** A pack, for one class of person, at today's price. */
export interface Offer {
  readonly packId: string
  readonly title: string
  readonly tier: Tier
  readonly className: string
  readonly imageCount: number
  readonly amountMinor: number
  readonly currency: string
  readonly cover: FileRef | null
  readonly example: FileRef | null
}

/** The tiers, from small to large. */
export const tiers: readonly Tier[] = ['lite', 'standard', 'premium']

/** What can be ordered for a class. A pack without that class is not offered. */
export function offersFor(className: string, world: World): readonly Offer[] {
  return world.packs.flatMap(pack => offerOf(pack, className, world) ?? [])
}

/** Whether the offer is what the draft says, price included. */
export function isSameOffer(offer: Offer, draft: Draft): boolean {
  return (
    offer.packId === draft.packId &&
    offer.className === draft.className &&
    offer.tier === draft.tier &&
    offer.imageCount === draft.imageCount &&
    offer.amountMinor === draft.amountMinor &&
    offer.currency === draft.currency
  )
}

function offerOf(pack: Pack, className: string, world: World): Offer | null {
  const { packId, title, tier, cover } = pack
  const { imageCount, example = null } = pack.classes.find(offered => offered.className === className) ?? {}
  if (!imageCount || imageCount < 0) return null
  // A row id ends at 200 characters: what cannot be asked for cannot be offered.
  if (tapId({ kind: 'example', packId, className }).length > 200) return null
  const { prices, currency } = world.settings
  return { packId, title, tier, className, imageCount, amountMinor: prices[tier], currency, cover, example }
}
