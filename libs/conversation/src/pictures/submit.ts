import type { Common, Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Effect } from '../effect.ts'
import type { World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayText } from '../say/say.ts'
import { roomIn } from './picture-set.ts'

/** Hands one picture to the image service. */
export function submit(c: Conversation, pictureId: string): Decision {
  const { pictures } = c
  return decision(
    { ...c, pictures: { ...pictures, pending: [...pictures.pending, pictureId] } },
    { kind: 'submit_picture', pictureId, setId: pictures.setId },
  )
}

/** Hands over what waited for consent, or asks for the first pictures. */
export function submitWaiting(c: Conversation, world: World): Decision {
  const { pictures } = c
  const taken = pictures.waiting.slice(0, roomIn(pictures, world))
  const next: Conversation = {
    ...c,
    pictures: { ...pictures, waiting: [], pending: [...pictures.pending, ...taken] },
  }
  const submissions = taken.map((pictureId): Effect => ({ kind: 'submit_picture', pictureId, setId: pictures.setId }))
  const words = taken.length > 0 ? phrasesOf(c).checkingPictures(taken.length) : askForPictures(c, world)
  return decision(next, ...submissions, sayText(words))
}

/** How many pictures are wanted, or how many more are taken. */
export function askForPictures(c: Common, world: World): string {
  const p = phrasesOf(c)
  const { minPictures, maxPictures } = world.settings
  if (c.pictures.accepted.length === 0) return p.askForPictures(minPictures, maxPictures)
  const room = roomIn(c.pictures, world)
  return room > 0 ? p.addPictures(room) : noRoom(c, world)
}

/** Why no more are taken: there are enough, or there are enough until those that wait are judged. */
export function noRoom(c: Common, world: World): string {
  const p = phrasesOf(c)
  return c.pictures.accepted.length >= world.settings.maxPictures ? p.tooManyPictures : p.tooManyAtOnce
}
