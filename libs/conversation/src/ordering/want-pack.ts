import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { unpaidOrderFor } from '../orders/order-book.ts'
import { showOrder } from '../orders/show-order.ts'
import type { Offer } from './offers.ts'
import { isSameOffer } from './offers.ts'
import { draftOf, type Shopping, type Source, withDraft } from './source.ts'
import { termsOf } from './terms.ts'

/** The customer wants a style: its terms, or the pay link when it is ordered already. */
export function wantPack(c: Shopping, source: Source, offer: Offer, world: World): Decision {
  const unpaid = unpaidOrderFor(c, source, offer)
  if (unpaid) return decision(c, ...showOrder(c, unpaid))
  const current = draftOf(c)
  const draft =
    current && isSameOffer(offer, current)
      ? current
      : {
          draftId: world.orderId,
          tier: offer.tier,
          packId: offer.packId,
          packTitle: offer.title,
          className: offer.className,
          imageCount: offer.imageCount,
          amountMinor: offer.amountMinor,
          currency: offer.currency,
        }
  return decision(withDraft(c, draft), termsOf(c, draft))
}
