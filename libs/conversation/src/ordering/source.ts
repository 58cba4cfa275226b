import type { Common, Draft, PicturesLoadedStage, TuneReadyStage } from '../conversation.ts'
import type { World } from '../input.ts'
import { classesOf } from '../pictures/class-of.ts'
import { enter } from '../stages.ts'
import { isKept } from '../tune-ready/models.ts'

/** A conversation in which something can be ordered. */
export type Shopping = Common & (PicturesLoadedStage | TuneReadyStage)

/** What an order is made from: the pictures, or a saved model. */
export interface Source {
  readonly className: string
  readonly tuneId: string | null
}

/** What is ordered from now, or null: the class has to be asked for, or a model chosen. */
export function sourceOf(c: Shopping, world: World): Source | null {
  switch (c.state) {
    case 'PICTURES_LOADED': {
      if (c.className !== null) return { className: c.className, tuneId: null }
      const [className, ...others] = classesOf(c.pictures, world)
      return className !== undefined && others.length === 0 ? { className, tuneId: null } : null
    }
    case 'TUNE_READY': {
      const model = c.models.find(saved => saved.tuneId === c.reuse?.tuneId)
      return model && isKept(model, world) ? { className: model.className, tuneId: model.tuneId } : null
    }
  }
}

/** The order that is being put together. */
export function draftOf(c: Shopping): Draft | null {
  switch (c.state) {
    case 'PICTURES_LOADED':
      return c.draft
    case 'TUNE_READY':
      return c.reuse?.draft ?? null
  }
}

/** The same conversation with another draft, or with none. */
export function withDraft(c: Shopping, draft: Draft | null): Shopping {
  switch (c.state) {
    case 'PICTURES_LOADED':
      return { ...c, draft }
    case 'TUNE_READY':
      return { ...c, reuse: c.reuse && { tuneId: c.reuse.tuneId, draft } }
  }
}

/** Chooses a saved model to order with. */
export function reuseModel(c: Common, tuneId: string): Shopping {
  return { ...enter(c, { state: 'TUNE_READY', reuse: null }), state: 'TUNE_READY', reuse: { tuneId, draft: null } }
}
