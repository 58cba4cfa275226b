import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { loadedMenu } from '../pictures-loaded/menu.ts'
import { sayButtons, sayText } from '../say/say.ts'
import { hasSubmitted } from './picture-set.ts'

/** How many quiet times a picture that is still being judged can hold the summary up. */
const patience = 10

/** The burst of pictures is over: one summary for all of them. */
export function albumEnded(c: Conversation, world: World): Decision {
  const { pictures } = c
  if (pictures.albumSince === null) return decision(c)
  const { albumMs } = world.settings
  if (pictures.pending.length > 0 && world.now < pictures.albumSince + patience * albumMs) {
    return decision(c, { kind: 'set_timer', name: 'album', at: world.now + albumMs })
  }
  return summary({ ...c, pictures: { ...pictures, albumSince: null } }, world)
}

function summary(c: Conversation, world: World): Decision {
  const p = phrasesOf(c)
  const accepted = c.pictures.accepted.length
  switch (c.state) {
    case 'NEW':
      if (accepted > 0) return decision(c, sayText(p.summary(accepted, world.settings.minPictures)))
      return hasSubmitted(c.pictures) ? decision(c) : decision(c, noneGood(c))
    case 'PICTURES_LOADED':
      return decision(c, loadedMenu(c, p.summaryEnough(accepted)))
    case 'TUNE_READY':
    case 'WRITING_FEEDBACK':
      return decision(c)
  }
}

function noneGood(c: Conversation): Effect {
  const p = phrasesOf(c)
  return sayButtons(p.noPictureGood, [
    [{ kind: 'tips' }, p.buttons.tips],
    [{ kind: 'support' }, p.buttons.support],
  ])
}
