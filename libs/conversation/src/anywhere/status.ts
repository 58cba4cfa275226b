import type { Common } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { payableOrder } from '../orders/order-book.ts'
import { showOrder } from '../orders/show-order.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { titleFor } from '../phrases/words-for.ts'
import { sayText } from '../say/say.ts'

const ordersShown = 5

/** The last orders and the pictures so far, and the link to pay when there is one. */
export function status(c: Common, world: World): readonly Effect[] {
  const p = phrasesOf(c)
  const orders = c.orders
    .slice(-ordersShown)
    .toReversed()
    .map(order => p.statusOrder(titleFor(order.packTitle), p.orderStates[order.state]))
  const accepted = c.pictures.accepted.length
  const pictures = accepted > 0 && !c.pictures.used ? [p.statusPictures(accepted, world.settings.minPictures)] : []
  const lines = orders.length > 0 ? [p.statusHead, ...orders] : [p.statusNone]
  const payable = payableOrder(c)
  return [sayText([...lines, ...pictures].join('\n')), ...(payable ? showOrder(c, payable) : [])]
}
