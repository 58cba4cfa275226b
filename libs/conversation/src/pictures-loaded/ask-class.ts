import type { Common, PicturesLoadedStage } from '../conversation.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { classFor } from '../phrases/words-for.ts'
import { classesOf } from '../pictures/class-of.ts'
import { sayButtons, sayList } from '../say/say.ts'
import type { Tap } from '../taps/tap.ts'
import { tapId } from '../taps/tap-id.ts'

/** Asks who is on the pictures, when they do not tell. */
export function askClass(c: Common & PicturesLoadedStage, world: World): readonly Effect[] {
  const p = phrasesOf(c)
  const choices = classesOf(c.pictures, world)
    .map(className => {
      const tap: Tap = { kind: 'class', setId: c.pictures.setId, className }
      return { tap, title: classFor(c, className) }
    })
    .filter(({ tap }) => tapId(tap).length <= 200)
  const titles = new Set(choices.map(({ title }) => title))
  if (choices.length === 0) {
    return [
      sayButtons(p.noStyles, [
        [{ kind: 'support' }, p.buttons.support],
        [{ kind: 'menu' }, p.buttons.menu],
      ]),
      { kind: 'alert', reason: 'no_styles' },
    ]
  }
  // Buttons hold three, and no two titles that are the same.
  return choices.length <= 3 && titles.size === choices.length
    ? [
        sayButtons(
          p.askClass,
          choices.map(({ tap, title }) => [tap, title] as const),
        ),
      ]
    : [sayList(p.askClass, p.buttons.openModels, choices)]
}
