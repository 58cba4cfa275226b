import type { Common, NewStage } from '../conversation.ts'
import { type Decision, preceded } from '../decision.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { nameFor } from '../phrases/words-for.ts'
import { collectPicture } from '../pictures/collect.ts'
import { sayText } from '../say/say.ts'

/** A picture is a beginning, whatever was said before. */
export function newPicture(c: Common & NewStage, pictureId: string, world: World): Decision {
  const hello = c.step === 'first' ? [sayText(phrasesOf(c).hello(nameFor(world)))] : []
  return preceded(hello, collectPicture({ ...c, step: 'collecting' }, pictureId, world))
}
