import type { Conversation, OrderSummary, SavedModel } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Input, World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { once, sayText } from '../say/say.ts'
import { isKept } from '../tune-ready/models.ts'
import { findOrder, inState, putOrder } from './order-book.ts'
import { afterPayment } from './payment.ts'
import { settle } from './settle.ts'

/** The vendor has begun. Also when this is heard before the payment: nothing begins unpaid. */
export function tuneCreated(c: Conversation, input: Extract<Input, { kind: 'tune_created' }>, world: World): Decision {
  const order = findOrder(c, input.orderId)
  if (!order || (order.state !== 'awaiting_payment' && order.state !== 'held' && order.state !== 'paid')) {
    return decision(c)
  }
  const training = { ...inState(order, 'training'), ...(input.readyAt === null ? {} : { readyAt: input.readyAt }) }
  return decision(
    afterPayment(putOrder(c, training), order),
    once(`training:${order.orderId}`, sayText(timeLeft(c, input, world))),
  )
}

/** A model is trained: it can be used again until it expires. */
export function tuneFinished(
  c: Conversation,
  input: Extract<Input, { kind: 'tune_finished' }>,
  world: World,
): Decision {
  const known = c.models.find(saved => saved.tuneId === input.tuneId)
  const model: SavedModel = {
    tuneId: input.tuneId,
    className: input.className,
    createdAt: known?.createdAt ?? world.now,
    expiresAt: input.expiresAt,
  }
  const others = c.models.filter(saved => saved.tuneId !== input.tuneId && isKept(saved, world))
  return decision({ ...c, models: [...others, model] })
}

/** An order cannot be fulfilled: the customer is told, the refund comes by itself. */
export function tuneFailed(c: Conversation, orderId: string): Decision {
  const order = findOrder(c, orderId)
  if (!order || order.state === 'delivered' || order.state === 'refunded' || order.state === 'failed') {
    return decision(c)
  }
  return settle(reusable(c, order), order, 'failed', once(`failed:${orderId}`, sayText(phrasesOf(c).tuneFailed)), {
    kind: 'alert',
    reason: 'tune_failed',
    orderId,
  })
}

/** No model came of these pictures: they can be ordered with again. */
function reusable(c: Conversation, failed: OrderSummary): Conversation {
  const isModelled = c.orders.some(
    ({ setId, state, orderId }) =>
      setId === failed.setId &&
      orderId !== failed.orderId &&
      (state === 'paid' || state === 'training' || state === 'delivered'),
  )
  const isCurrent = failed.setId === c.pictures.setId
  return isCurrent && !isModelled ? { ...c, pictures: { ...c.pictures, used: false } } : c
}

function timeLeft(c: Conversation, input: Extract<Input, { kind: 'tune_created' }>, world: World): string {
  const p = phrasesOf(c)
  if (!input.training) return p.makingPortraits
  const minutes = Math.ceil(((input.readyAt ?? world.now) - world.now) / 60_000)
  return minutes > 0 ? p.readyIn(minutes) : p.readyWhenReady
}
