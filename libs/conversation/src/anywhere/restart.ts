import type { Conversation } from '../conversation.ts'
import { type Decision, decision, preceded } from '../decision.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { hasPictures } from '../pictures/picture-set.ts'
import { sayButtons, sayText } from '../say/say.ts'
import { stageOf } from '../stages.ts'
import { startOver } from './begin-model.ts'
import { stepOf } from './step-of.ts'

/** Start over; asks first when something would be lost. */
export function restart(c: Conversation, world: World): Decision {
  if (!isAtStake(c)) return startOver(c, world)
  const p = phrasesOf(c)
  return decision(
    c,
    sayButtons(p.askRestart, [
      [{ kind: 'restart_yes', setId: c.pictures.setId }, p.buttons.startOver],
      [{ kind: 'keep' }, p.buttons.keep],
    ]),
  )
}

/** The answer yes: for the pictures that were asked about, not for those that came after. */
export function restartConfirmed(c: Conversation, setId: string, world: World): Decision {
  if (setId !== c.pictures.setId) return decision(c, sayText(phrasesOf(c).stale), stepOf(c, world))
  return startOver(c, world)
}

/** The answer no, to starting over and to deleting. */
export function keep(c: Conversation, world: World): Decision {
  return preceded([sayText(phrasesOf(c).kept)], decision(c, stepOf(c, world)))
}

function isAtStake(c: Conversation): boolean {
  const stage = stageOf(c)
  switch (stage.state) {
    case 'NEW':
      return hasPictures(c.pictures)
    case 'PICTURES_LOADED':
      return true
    case 'TUNE_READY':
      return Boolean(stage.reuse?.draft) || (hasPictures(c.pictures) && !c.pictures.used)
  }
}
