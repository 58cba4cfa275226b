import type { Common } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayButtons } from '../say/say.ts'

/** What makes a good picture, before the first is asked for. */
export function guidelines(c: Common, world: World): Effect {
  const p = phrasesOf(c)
  return sayButtons(p.guidelines(world.settings.minPictures), [
    [{ kind: 'ready' }, p.buttons.ready],
    [{ kind: 'tips' }, p.buttons.tips],
  ])
}

/** Good and bad pictures, in words. */
export function pictureTips(c: Common): Effect {
  const p = phrasesOf(c)
  return sayButtons(p.tips, [
    [{ kind: 'ready' }, p.buttons.ready],
    [{ kind: 'support' }, p.buttons.support],
  ])
}
