import type { Common, OrderSummary } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import { priceOf } from '../ordering/price-of.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { titleFor } from '../phrases/words-for.ts'
import { sayLink, sayText } from '../say/say.ts'

/** Where an order stands: its pay link while it can be paid. */
export function showOrder(c: Common, order: OrderSummary): readonly Effect[] {
  const p = phrasesOf(c)
  const title = titleFor(order.packTitle)
  if (order.state !== 'awaiting_payment') return [sayText(p.statusOrder(title, p.orderStates[order.state]))]
  if (order.url === undefined) return [sayText(p.linkStillComing)]
  return [sayLink(p.payLink(title, priceOf(order)), p.buttons.payNow, order.url)]
}
