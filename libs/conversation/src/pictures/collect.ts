import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { World } from '../input.ts'
import { sayText } from '../say/say.ts'
import { tellOnce } from '../told.ts'
import { askConsent } from './consent.ts'
import { hasConsent, roomIn } from './picture-set.ts'
import { noRoom, submit } from './submit.ts'

/** A picture for the model that is being prepared. */
export function collectPicture(c: Conversation, pictureId: string, world: World): Decision {
  if (isKnown(c, pictureId)) return decision(c)
  if (!hasConsent(c, world)) return tellOnce(wait(c, pictureId, world), 'consent', world, askConsent(c, world))
  if (roomIn(c.pictures, world) === 0) {
    return tellOnce(c, 'too_many', world, sayText(noRoom(c, world)))
  }
  return submit(c, pictureId)
}

/** Remembers that it was sent, no more: it is submitted once the customer says so. */
export function wait(c: Conversation, pictureId: string, world: World): Conversation {
  const { pictures } = c
  if (isKnown(c, pictureId) || pictures.waiting.length >= world.settings.maxPictures) return c
  return { ...c, pictures: { ...pictures, waiting: [...pictures.waiting, pictureId] } }
}

function isKnown(c: Conversation, pictureId: string): boolean {
  const { accepted, pending, held, waiting } = c.pictures
  return [...pending, ...held, ...waiting].includes(pictureId) || accepted.some(p => p.pictureId === pictureId)
}
