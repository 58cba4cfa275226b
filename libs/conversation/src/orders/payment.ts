import type { Conversation, OrderSummary } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Input, World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { nameFor, titleFor } from '../phrases/words-for.ts'
import { once, sayLink, sayText } from '../say/say.ts'
import { moveStage, stageOf } from '../stages.ts'
import { money } from '../text/money.ts'
import { findOrder, inState, putOrder } from './order-book.ts'
import { settle } from './settle.ts'
import { showOrder } from './show-order.ts'

/** An order was paid. The pictures it was ordered with are now a model of their own. */
export function paymentReceived(c: Conversation, orderId: string, world: World): Decision {
  const order = findOrder(c, orderId)
  const p = phrasesOf(c)
  const thanks = p.thanksForPayment(nameFor(world))
  if (!order) return decision(c, once(`paid:${orderId}`, sayText(thanks)))
  if (order.state !== 'awaiting_payment' && order.state !== 'held') return decision(c)
  const begins = order.tuneId === null ? p.trainingStarts : p.makingStarts
  return decision(
    afterPayment(putOrder(c, inState(order, 'paid')), order),
    once(`paid:${orderId}`, sayText(`${thanks}\n${begins}`)),
  )
}

/** The customer whose current pictures were paid for is a customer with a model. Others go on with what they do. */
export function afterPayment(c: Conversation, order: OrderSummary): Conversation {
  if (order.setId !== c.pictures.setId) return c
  const used: Conversation = { ...c, pictures: { ...c.pictures, used: true } }
  return stageOf(used).state === 'TUNE_READY' ? used : moveStage(used, { state: 'TUNE_READY', reuse: null })
}

/** A payment did not go through; the order can still be paid. */
export function paymentFailed(c: Conversation, input: Extract<Input, { kind: 'payment_failed' }>): Decision {
  const order = findOrder(c, input.orderId)
  if (order && order.state !== 'awaiting_payment') return decision(c)
  const p = phrasesOf(c)
  return decision(
    order ? putOrder(c, { ...order, url: input.url }) : c,
    sayLink(p.paymentFailed(order ? titleFor(order.packTitle) : null), p.buttons.payNow, input.url),
  )
}

/** Money came that does not fit the order: a person decides. */
export function paymentHeld(c: Conversation, orderId: string): Decision {
  const order = findOrder(c, orderId)
  const next = order?.state === 'awaiting_payment' ? putOrder(c, inState(order, 'held')) : c
  return decision(next, once(`held:${orderId}`, sayText(phrasesOf(c).paymentHeld)), {
    kind: 'alert',
    reason: 'payment_held',
    orderId,
  })
}

/** Money went back to the customer. */
export function paymentRefunded(c: Conversation, input: Extract<Input, { kind: 'payment_refunded' }>): Decision {
  const order = findOrder(c, input.orderId)
  const said = sayText(phrasesOf(c).refunded(money(input.amountMinor, input.currency)))
  if (!order || !input.full) return decision(c, said)
  return order.state === 'refunded' ? decision(c) : settle(c, order, 'refunded', said)
}

/** Money that was held went back to the customer, and their order can be paid again. */
export function paymentReturned(c: Conversation, input: Extract<Input, { kind: 'payment_returned' }>): Decision {
  const order = findOrder(c, input.orderId)
  const said = sayText(phrasesOf(c).refunded(money(input.amountMinor, input.currency)))
  if (order?.state !== 'held' || input.url === null) return decision(c, said)
  const payable = { ...inState(order, 'awaiting_payment'), url: input.url }
  const next = putOrder(c, payable)
  return decision(next, said, ...showOrder(next, payable))
}
