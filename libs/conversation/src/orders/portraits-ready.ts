import type { Conversation, OrderSummary } from '../conversation.ts'
import { type Decision, decision, preceded } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { Input, Portrait, World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { titleFor } from '../phrases/words-for.ts'
import { once, sayButtons, sayList, sayText } from '../say/say.ts'
import { isKept } from '../tune-ready/models.ts'
import { findOrder } from './order-book.ts'
import { afterPayment } from './payment.ts'
import { settle } from './settle.ts'

type Ready = Extract<Input, { kind: 'portraits_ready' }>

/** Portraits are finished: every one of them is sent, once, and then the rating is asked for. */
export function portraitsReady(c: Conversation, input: Ready, world: World): Decision {
  const order = findOrder(c, input.orderId)
  const p = phrasesOf(c)
  const intro = once(`ready:${input.orderId}`, sayText(p.portraitsReady(order ? titleFor(order.packTitle) : null)))
  const said: readonly Effect[] = input.portraits.length > 0 ? [intro, ...input.portraits.map(sayPortrait)] : []
  if (!input.complete) {
    const rest = once(`partial:${input.orderId}`, sayText(p.restFollows))
    return decision(c, ...said, rest, { kind: 'alert', reason: 'portraits_missing', orderId: input.orderId })
  }
  if (!order) return decision(c, ...said)
  if (order.state === 'delivered' || order.state === 'refunded') return decision(c, ...said)
  const closing = c.optedOut ? [] : [askRating(c, order), offerAnother(c, input, world)]
  return preceded(said, settle(afterPayment(c, order), order, 'delivered', ...closing))
}

function sayPortrait({ portraitId, file }: Portrait): Effect {
  const type = file.mimeType.startsWith('video/') ? 'video' : 'image'
  return once(`portrait:${portraitId}`, { kind: 'say', message: { type, file } })
}

function askRating(c: Conversation, { orderId }: OrderSummary): Effect {
  const p = phrasesOf(c)
  const rows = ([5, 4, 3, 2, 1] as const).map(
    stars =>
      ({
        tap: { kind: 'rate', orderId, stars },
        title: '⭐'.repeat(stars),
        description: p.stars[stars - 1] ?? '',
      }) as const,
  )
  return once(`rating:${orderId}`, sayList(p.askRating, p.buttons.openRating, rows))
}

function offerAnother(c: Conversation, { orderId, tuneId }: Ready, world: World): Effect {
  const p = phrasesOf(c)
  const isSaved = c.models.some(saved => saved.tuneId === tuneId && isKept(saved, world))
  return once(
    `offer:${orderId}`,
    sayButtons(p.offerAnother, [
      [isSaved ? { kind: 'model', tuneId } : { kind: 'models' }, p.buttons.anotherStyle],
      [{ kind: 'new_model' }, p.buttons.newModel],
    ]),
  )
}
