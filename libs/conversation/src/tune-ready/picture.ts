import type { Common, TuneReadyStage } from '../conversation.ts'
import type { Decision } from '../decision.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { wait } from '../pictures/collect.ts'
import { type Button, sayButtons } from '../say/say.ts'
import { tellOnce } from '../told.ts'
import { keptModels } from './models.ts'

/** A picture from somebody who has a model: for a new one, or by mistake? It waits for the answer. */
export function readyPicture(c: Common & TuneReadyStage, pictureId: string, world: World): Decision {
  const p = phrasesOf(c)
  const other: Button =
    keptModels(c, world).length > 0 ? [{ kind: 'models' }, p.buttons.savedModels] : [{ kind: 'menu' }, p.buttons.menu]
  const question = sayButtons(p.forNewModel, [[{ kind: 'new_model' }, p.buttons.newModel], other])
  return tellOnce(wait(c, pictureId, world), 'new_model', world, question)
}
