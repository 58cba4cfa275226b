import type { Common } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { hasPictures } from '../pictures/picture-set.ts'
import { type Row, sayList } from '../say/say.ts'
import { keptModels } from '../tune-ready/models.ts'

/** The greeting: begin, how it works, language, support; for a returning customer also what they have. */
export function greeting(c: Common, world: World, body: string): Effect {
  return sayList(body, phrasesOf(c).buttons.open, greetingRows(c, world))
}

/** The greeting's rows, and what else can be asked for. */
export function newMenu(c: Common, world: World): Effect {
  const p = phrasesOf(c)
  const restart: Row[] = hasPictures(c.pictures) ? [{ tap: { kind: 'restart' }, ...p.rows.restart }] : []
  return sayList(p.menu, p.buttons.open, [
    ...greetingRows(c, world),
    ...restart,
    { tap: { kind: 'erase' }, ...p.rows.erase },
  ])
}

function greetingRows(c: Common, world: World): readonly Row[] {
  const p = phrasesOf(c)
  const first: Row = hasPictures(c.pictures)
    ? { tap: { kind: 'add_pictures' }, ...p.rows.addPictures }
    : { tap: { kind: 'begin' }, ...p.rows.begin }
  const models: Row[] = keptModels(c, world).length > 0 ? [{ tap: { kind: 'models' }, ...p.rows.models }] : []
  const orders: Row[] = c.orders.length > 0 ? [{ tap: { kind: 'status' }, ...p.rows.status }] : []
  return [
    first,
    ...models,
    ...orders,
    { tap: { kind: 'how' }, ...p.rows.how },
    { tap: { kind: 'language' }, ...p.rows.language },
    { tap: { kind: 'support' }, ...p.rows.support },
  ]
}
