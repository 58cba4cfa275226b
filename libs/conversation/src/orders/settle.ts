import type { Conversation, OrderState, OrderSummary } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Effect } from '../effect.ts'
import { inState, isOpen, putOrder } from './order-book.ts'

/** An order comes to its end: pictures that only it still needed go out of use. */
export function settle(
  c: Conversation,
  order: OrderSummary,
  state: Extract<OrderState, 'delivered' | 'refunded' | 'failed'>,
  ...effects: readonly Effect[]
): Decision {
  const next = putOrder(c, inState(order, state))
  const { setId } = order
  const isOver = setId !== null && setId !== c.pictures.setId && !isSetNeeded(next, setId)
  const wasOver = !isOpen(order) && order.state !== 'awaiting_payment'
  return isOver && !wasOver
    ? decision(next, ...effects, { kind: 'discard_pictures', setId })
    : decision(next, ...effects)
}

/** Whether an order that is paid, or may still be paid, trains with this set. */
export function isSetNeeded(c: Conversation, setId: string): boolean {
  return c.orders.some(order => order.setId === setId && (isOpen(order) || order.state === 'awaiting_payment'))
}
