import type { Draft } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayText } from '../say/say.ts'
import type { ShopTap } from '../taps/tap.ts'
import { acceptTerms } from './accept-terms.ts'
import { tierList } from './choose-tier.ts'
import { type Offer, offersFor } from './offers.ts'
import { packCard, packCards, packExample } from './show-packs.ts'
import { draftOf, type Shopping, type Source } from './source.ts'
import { wantPack } from './want-pack.ts'

/** Choosing and ordering, with pictures or with a saved model. Null: the tap belongs to something that is over. */
export function shop(c: Shopping, source: Source, tap: ShopTap, world: World): Decision | null {
  switch (tap.kind) {
    case 'styles':
      return decision(c, ...tierList(c, source, world))
    case 'tier':
      return showTier(c, source, tap.tier, 0, world)
    case 'more_packs':
      return showTier(c, source, tap.tier, tap.from, world)
    case 'show':
      return withOffer(c, source, tap.packId, world, offer => decision(c, packCard(c, offer)))
    case 'example':
      return withOffer(c, source, tap.packId, world, offer => decision(c, packExample(c, offer)))
    case 'pack':
      return withOffer(c, source, tap.packId, world, offer => wantPack(c, source, offer, world))
    case 'terms': {
      const draft: Draft | null = draftOf(c)
      return draft?.draftId === tap.draftId ? acceptTerms(c, source, draft, world) : null
    }
  }
}

function showTier(c: Shopping, source: Source, tier: Offer['tier'], from: number, world: World): Decision {
  const isOffered = offersFor(source.className, world).some(offer => offer.tier === tier)
  return decision(c, ...(isOffered ? packCards(c, source, tier, from, world) : tierList(c, source, world)))
}

/** The pack on today's terms: the class is the one that is being ordered for, whatever an old button says. */
function withOffer(
  c: Shopping,
  source: Source,
  packId: string,
  world: World,
  go: (offer: Offer) => Decision,
): Decision {
  const offer = offersFor(source.className, world).find(offered => offered.packId === packId)
  if (offer) return go(offer)
  return decision(c, sayText(phrasesOf(c).noLongerOffered), ...tierList(c, source, world))
}
