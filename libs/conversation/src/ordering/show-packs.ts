import type { Common } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { titleFor } from '../phrases/words-for.ts'
import { type Row, sayButtons, sayList, sayText } from '../say/say.ts'
import { clean } from '../text/clean.ts'
import type { FileRef, Tier } from '../words.ts'
import { type Offer, offersFor } from './offers.ts'
import { priceOf } from './price-of.ts'
import type { Shopping, Source } from './source.ts'

const cardsPerView = 3
const rowsPerView = 7

/** The styles of a tier: some as cards, more of them in a list under the cards. */
export function packCards(c: Shopping, source: Source, tier: Tier, from: number, world: World): readonly Effect[] {
  const p = phrasesOf(c)
  const offers = offersFor(source.className, world).filter(offer => offer.tier === tier)
  const start = from < offers.length ? from : 0
  const cards = offers.slice(start, start + cardsPerView).map(offer => packCard(c, offer))
  return [sayText(p.stylesIntro(p.tiers[tier])), ...cards, furtherPacks(c, offers, tier, start + cardsPerView)]
}

/** One style: its picture, title, size and price. */
export function packCard(c: Common, offer: Offer): Effect {
  const p = phrasesOf(c)
  const { packId, className } = offer
  return sayButtons(
    p.card(titleFor(offer.title), offer.imageCount, priceOf(offer)),
    [
      [{ kind: 'pack', packId, className }, p.buttons.wantThis],
      [{ kind: 'example', packId, className }, p.buttons.examples],
    ],
    mediaHeader(offer.cover),
  )
}

/** What a style looks like, moving or still; in words when there is nothing to show. */
export function packExample(c: Common, offer: Offer): Effect {
  const p = phrasesOf(c)
  const { packId, className, tier } = offer
  const words = offer.example ? p.card : p.exampleInWords
  return sayButtons(
    words(titleFor(offer.title), offer.imageCount, priceOf(offer)),
    [
      [{ kind: 'pack', packId, className }, p.buttons.wantThis],
      [{ kind: 'tier', tier }, p.buttons.otherStyles],
    ],
    mediaHeader(offer.example),
  )
}

function furtherPacks(c: Shopping, offers: readonly Offer[], tier: Tier, from: number): Effect {
  const p = phrasesOf(c)
  const rest = offers.slice(from)
  if (rest.length === 0) {
    return sayButtons(p.noMoreStyles, [
      [{ kind: 'styles' }, p.buttons.otherTiers],
      [{ kind: 'support' }, p.buttons.support],
    ])
  }
  const rows: Row[] = rest.slice(0, rowsPerView).map(offer => ({
    tap: { kind: 'show', packId: offer.packId, className: offer.className },
    title: clean(offer.title) || '✨',
    description: p.packRow(offer.imageCount, priceOf(offer)),
  }))
  if (rest.length > rowsPerView) {
    rows.push({ tap: { kind: 'more_packs', tier, from: from + rowsPerView }, ...p.rows.morePacks })
  }
  rows.push({ tap: { kind: 'styles' }, ...p.rows.otherTiers }, { tap: { kind: 'support' }, ...p.rows.support })
  return sayList(p.moreStyles, p.buttons.openStyles, rows)
}

function mediaHeader(file: FileRef | null) {
  if (file === null) return undefined
  return { type: file.mimeType.startsWith('video/') ? 'video' : 'image', file } as const
}
