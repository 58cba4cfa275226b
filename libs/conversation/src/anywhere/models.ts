import type { Staged } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { tierList } from '../ordering/choose-tier.ts'
import { reuseModel, sourceOf } from '../ordering/source.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayText } from '../say/say.ts'
import { showModels } from '../tune-ready/models.ts'

/** Use this model: its styles, without new pictures. */
export function useModel(c: Staged, tuneId: string, world: World): Decision {
  const p = phrasesOf(c)
  const reusing = reuseModel(c, tuneId)
  const source = sourceOf(reusing, world)
  if (!source) return decision(c, sayText(p.modelGone), showModels(c, world))
  return decision(reusing, sayText(p.modelChosen), ...tierList(reusing, source, world))
}
