import type { Common, NewStage } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { nameFor } from '../phrases/words-for.ts'
import { askConsent } from '../pictures/consent.ts'
import { hasConsent } from '../pictures/picture-set.ts'
import { sayButtons } from '../say/say.ts'
import { greeting } from './menu.ts'

/** Where a customer without enough pictures stands. */
export function newStep(c: Common & NewStage, world: World): Effect {
  const p = phrasesOf(c)
  switch (c.step) {
    case 'first':
      return greeting(c, world, `${p.hello(nameFor(world))}\n${p.greeting}`)
    case 'welcome':
      return greeting(c, world, p.greeting)
    case 'collecting':
      return hasConsent(c, world) ? progress(c, world) : askConsent(c, world)
  }
}

/** How many pictures there are, and how many are missing. */
export function progress(c: Common, world: World): Effect {
  const p = phrasesOf(c)
  const { minPictures } = world.settings
  const accepted = c.pictures.accepted.length
  const missing = Math.max(1, minPictures - accepted)
  return sayButtons(accepted === 0 ? p.morePictures(missing) : p.summary(accepted, accepted + missing), [
    [{ kind: 'tips' }, p.buttons.tips],
    [{ kind: 'menu' }, p.buttons.menu],
    [{ kind: 'support' }, p.buttons.support],
  ])
}
