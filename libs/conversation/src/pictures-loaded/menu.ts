import type { Common, PicturesLoadedStage } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import { payableOrder } from '../orders/order-book.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { titleFor } from '../phrases/words-for.ts'
import { type Row, sayList } from '../say/say.ts'

type Loaded = Common & PicturesLoadedStage

/** Where a customer with enough pictures stands. */
export function loadedStep(c: Loaded): Effect {
  const p = phrasesOf(c)
  const payable = payableOrder(c)
  return loadedMenu(c, payable ? p.unpaid(titleFor(payable.packTitle)) : p.summaryEnough(c.pictures.accepted.length))
}

/** What can be done: pay or go on with what was begun, choose, add more, start over. */
export function loadedMenu(c: Loaded, body: string): Effect {
  return sayList(body, phrasesOf(c).buttons.open, loadedRows(c))
}

/** The same, and what else can be asked for. */
export function loadedFullMenu(c: Loaded): Effect {
  const p = phrasesOf(c)
  return sayList(p.menu, p.buttons.open, [
    ...loadedRows(c),
    { tap: { kind: 'status' }, ...p.rows.status },
    { tap: { kind: 'how' }, ...p.rows.how },
    { tap: { kind: 'language' }, ...p.rows.language },
    { tap: { kind: 'erase' }, ...p.rows.erase },
  ])
}

function loadedRows(c: Loaded): readonly Row[] {
  const { rows } = phrasesOf(c)
  return [
    ...begun(c),
    { tap: { kind: 'styles' }, ...rows.styles },
    { tap: { kind: 'add_pictures' }, ...rows.addPictures },
    { tap: { kind: 'restart' }, ...rows.restart },
    { tap: { kind: 'support' }, ...rows.support },
  ]
}

function begun(c: Loaded): readonly Row[] {
  const { rows } = phrasesOf(c)
  const payable = payableOrder(c)
  const pay: Row[] = payable
    ? [
        {
          tap: { kind: 'pay', orderId: payable.orderId },
          title: rows.pay.title,
          description: titleFor(payable.packTitle),
        },
      ]
    : []
  const { draft } = c
  const goOn: Row[] = draft
    ? [
        {
          tap: { kind: 'pack', packId: draft.packId, className: draft.className },
          title: rows.draft.title,
          description: titleFor(draft.packTitle),
        },
      ]
    : []
  return [...pay, ...goOn]
}
