import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Input } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayText } from '../say/say.ts'
import { findOrder, putOrder } from './order-book.ts'
import { showOrder } from './show-order.ts'

/** There is a page to pay on: the customer gets the link, unless the order is past paying. */
export function checkoutOpened(c: Conversation, input: Extract<Input, { kind: 'checkout_opened' }>): Decision {
  const order = findOrder(c, input.orderId)
  if (order?.state !== 'awaiting_payment' || order.url === input.url) return decision(c)
  const payable = { ...order, url: input.url }
  const next = putOrder(c, payable)
  const isAnyMissing = next.orders.some(other => other.state === 'awaiting_payment' && other.url === undefined)
  const effects = showOrder(next, payable)
  return isAnyMissing
    ? decision(next, ...effects)
    : decision(next, { kind: 'clear_timer', name: 'checkout_slow' }, ...effects)
}

/** The pay link is late: the customer and a person are told. */
export function checkoutSlow(c: Conversation): Decision {
  const order = c.orders.findLast(({ state, url }) => state === 'awaiting_payment' && url === undefined)
  if (!order) return decision(c)
  return decision(c, sayText(phrasesOf(c).linkSlow), {
    kind: 'alert',
    reason: 'checkout_slow',
    orderId: order.orderId,
  })
}
