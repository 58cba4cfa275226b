import type { Common, TuneReadyStage } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { payableOrder } from '../orders/order-book.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { titleFor } from '../phrases/words-for.ts'
import { type Button, type Row, sayButtons, sayList } from '../say/say.ts'
import { keptModels } from './models.ts'

type Ready = Common & TuneReadyStage

/** Where a customer with a model, or with one in training, stands. */
export function readyStep(c: Ready, world: World): Effect {
  const p = phrasesOf(c)
  const payable = payableOrder(c)
  const models: Button[] = keptModels(c, world).length > 0 ? [[{ kind: 'models' }, p.buttons.savedModels]] : []
  const last: Button = payable
    ? [{ kind: 'pay', orderId: payable.orderId }, p.buttons.payNow]
    : [{ kind: 'status' }, p.buttons.status]
  const support: Button[] = models.length === 0 ? [[{ kind: 'support' }, p.buttons.support]] : []
  return sayButtons(greetingOf(c), [...models, [{ kind: 'new_model' }, p.buttons.newModel], last, ...support])
}

/** The same, and what else can be asked for. */
export function readyMenu(c: Ready, world: World): Effect {
  const p = phrasesOf(c)
  const payable = payableOrder(c)
  const pay: Row[] = payable
    ? [
        {
          tap: { kind: 'pay', orderId: payable.orderId },
          title: p.rows.pay.title,
          description: titleFor(payable.packTitle),
        },
      ]
    : []
  const models: Row[] = keptModels(c, world).length > 0 ? [{ tap: { kind: 'models' }, ...p.rows.models }] : []
  return sayList(p.menu, p.buttons.open, [
    ...pay,
    ...models,
    { tap: { kind: 'new_model' }, ...p.rows.newModel },
    { tap: { kind: 'status' }, ...p.rows.status },
    { tap: { kind: 'how' }, ...p.rows.how },
    { tap: { kind: 'language' }, ...p.rows.language },
    { tap: { kind: 'support' }, ...p.rows.support },
    { tap: { kind: 'erase' }, ...p.rows.erase },
  ])
}

function greetingOf(c: Ready): string {
  const p = phrasesOf(c)
  const payable = payableOrder(c)
  if (c.orders.some(({ state }) => state === 'paid' || state === 'training')) return p.portraitsUnderWay
  return payable ? p.unpaid(titleFor(payable.packTitle)) : p.welcomeBack
}
