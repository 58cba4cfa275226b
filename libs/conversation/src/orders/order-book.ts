import type { Common, Conversation, OrderState, OrderSummary } from '../conversation.ts'

/** More orders than this are not remembered; those that are still open never go. */
const capacity = 40

/** The order with this id, if it is known. */
export function findOrder(c: Common, orderId: string): OrderSummary | undefined {
  return c.orders.find(order => order.orderId === orderId)
}

/** Adds a placed order. */
export function addOrder<C extends Conversation>(c: C, order: OrderSummary): C {
  return { ...c, orders: trimmed([...c.orders, order]) }
}

/** Replaces what is known of an order. */
export function putOrder<C extends Conversation>(c: C, order: OrderSummary): C {
  return { ...c, orders: c.orders.map(known => (known.orderId === order.orderId ? order : known)) }
}

/** An order further on its way; a pay link is over once it is not waited for any more. */
export function inState(order: OrderSummary, state: OrderState): OrderSummary {
  const { url, ...rest } = order
  return url !== undefined && state === 'awaiting_payment' ? { ...rest, state, url } : { ...rest, state }
}

/** The unpaid order for exactly this, so that it is not ordered a second time. */
export function unpaidOrderFor(
  c: Common,
  source: { readonly tuneId: string | null },
  offer: { packId: string; className: string; imageCount: number; amountMinor: number; currency: string },
): OrderSummary | undefined {
  const setId = source.tuneId === null ? c.pictures.setId : null
  return c.orders.findLast(
    order =>
      order.state === 'awaiting_payment' &&
      order.setId === setId &&
      order.tuneId === source.tuneId &&
      order.packId === offer.packId &&
      order.className === offer.className &&
      order.amountMinor === offer.amountMinor &&
      order.currency === offer.currency,
  )
}

/** The newest order that can be paid right now. */
export function payableOrder(c: Common): OrderSummary | undefined {
  return c.orders.findLast(order => order.state === 'awaiting_payment' && order.url !== undefined)
}

/** Whether the customer is still owed something. */
export function isOpen({ state }: OrderSummary): boolean {
  return state === 'paid' || state === 'training' || state === 'held'
}

function trimmed(orders: readonly OrderSummary[]): readonly OrderSummary[] {
  if (orders.length <= capacity) return orders
  const earlier = orders.slice(0, -1)
  const settled = earlier.findIndex(order => !isOpen(order) && order.state !== 'awaiting_payment')
  const oldest = settled >= 0 ? settled : earlier.findIndex(order => !isOpen(order))
  return oldest < 0 ? orders : orders.toSpliced(oldest, 1)
}
