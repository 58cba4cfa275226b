import type { Draft, OrderSummary } from '../conversation.ts'
import { type Decision, decision, preceded } from '../decision.ts'
import type { PlacedOrder } from '../effect.ts'
import type { World } from '../input.ts'
import { addOrder } from '../orders/order-book.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { askConsent } from '../pictures/consent.ts'
import { sayText } from '../say/say.ts'
import { tierList } from './choose-tier.ts'
import { isSameOffer, offersFor } from './offers.ts'
import { type Shopping, type Source, withDraft } from './source.ts'
import { wantPack } from './want-pack.ts'

/** How long a pay link may take before the customer is told. */
const checkoutSlowMs = 30_000

/** The customer agreed to the terms of the current draft: it is ordered, exactly as it was shown. */
export function acceptTerms(c: Shopping, source: Source, draft: Draft, world: World): Decision {
  const p = phrasesOf(c)
  const offer = offersFor(source.className, world).find(offered => offered.packId === draft.packId)
  if (!offer) {
    return decision(withDraft(c, null), sayText(p.noLongerOffered), ...tierList(c, source, world))
  }
  if (!isSameOffer(offer, draft)) {
    return preceded([sayText(p.offerChanged)], wantPack(withDraft(c, null), source, offer, world))
  }
  return c.consent === null ? decision(c, askConsent(c, world)) : place(c, source, draft, world)
}

function place(c: Shopping, source: Source, draft: Draft, world: World): Decision {
  const placed: PlacedOrder = {
    orderId: draft.draftId,
    language: c.language,
    tier: draft.tier,
    packId: draft.packId,
    packTitle: draft.packTitle,
    className: draft.className,
    amountMinor: draft.amountMinor,
    currency: draft.currency,
    pictureIds: source.tuneId === null ? c.pictures.accepted.map(picture => picture.pictureId) : [],
    tuneId: source.tuneId,
    termsVersion: world.settings.termsVersion,
    termsAcceptedAt: world.now,
  }
  const order: OrderSummary = {
    orderId: placed.orderId,
    packId: placed.packId,
    packTitle: placed.packTitle,
    tier: placed.tier,
    className: placed.className,
    amountMinor: placed.amountMinor,
    currency: placed.currency,
    setId: source.tuneId === null ? c.pictures.setId : null,
    tuneId: source.tuneId,
    placedAt: world.now,
    state: 'awaiting_payment',
  }
  return decision(
    addOrder(withDraft(c, null), order),
    sayText(phrasesOf(c).preparingLink),
    { kind: 'place_order', order: placed },
    { kind: 'set_timer', name: 'checkout_slow', at: world.now + checkoutSlowMs },
  )
}
