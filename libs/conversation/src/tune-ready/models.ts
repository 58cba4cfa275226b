import type { Common, SavedModel } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { classFor } from '../phrases/words-for.ts'
import { sayButtons, sayList } from '../say/say.ts'

/** Whether a model can still be used. */
export function isKept(model: SavedModel, world: World): boolean {
  return model.expiresAt > world.now
}

/** The models that can be used now, newest first. */
export function keptModels(c: Common, world: World): readonly SavedModel[] {
  return c.models.filter(model => isKept(model, world) && model.tuneId.length <= 180).toReversed()
}

/** The saved models to choose from: one as a card, several as a list. */
export function showModels(c: Common, world: World): Effect {
  const p = phrasesOf(c)
  const [model, ...others] = keptModels(c, world)
  if (!model) {
    return sayButtons(p.noModels, [
      [{ kind: 'new_model' }, p.buttons.newModel],
      [{ kind: 'menu' }, p.buttons.menu],
    ])
  }
  if (others.length === 0) {
    return sayButtons(p.model(classFor(c, model.className), model.createdAt, model.expiresAt), [
      [{ kind: 'model', tuneId: model.tuneId }, p.buttons.useModel],
      [{ kind: 'new_model' }, p.buttons.newModel],
    ])
  }
  const rows = [model, ...others].slice(0, 9).map(
    saved =>
      ({
        tap: { kind: 'model', tuneId: saved.tuneId },
        title: classFor(c, saved.className),
        description: p.modelRow(saved.createdAt, saved.expiresAt),
      }) as const,
  )
  return sayList(p.chooseModel, p.buttons.openModels, [...rows, { tap: { kind: 'new_model' }, ...p.rows.newModel }])
}
