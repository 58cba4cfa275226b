import type { Common, Conversation, PictureSet } from '../conversation.ts'
import type { Settings, World } from '../input.ts'
import { moveStage, stageOf } from '../stages.ts'

/** A set that nothing was sent for. */
export function emptySet(setId: string): PictureSet {
  return { setId, used: false, accepted: [], pending: [], held: [], waiting: [], albumSince: null }
}

/** Whether there is anything in it. */
export function hasPictures(pictures: PictureSet): boolean {
  return hasSubmitted(pictures) || pictures.waiting.length > 0
}

/** Whether any of them were handed to the image service and not refused. */
export function hasSubmitted({ accepted, pending, held }: PictureSet): boolean {
  return accepted.length + pending.length + held.length > 0
}

/** How many more are taken. */
export function roomIn({ accepted, pending }: PictureSet, world: World): number {
  return Math.max(0, world.settings.maxPictures - accepted.length - pending.length)
}

/** Whether pictures may be kept: the consent in force is the one that was given. */
export function hasConsent(c: Common, world: World): boolean {
  return c.consent?.version === world.settings.consentVersion
}

/** Whether a set is this one, or became part of it. */
export function isOfSet({ setId, joined = [] }: PictureSet, wanted: string): boolean {
  return wanted === setId || joined.includes(wanted)
}

/** Goes on to choosing a style once there are enough pictures for a model. */
export function whenEnough(c: Conversation, { minPictures }: Pick<Settings, 'minPictures'>): Conversation {
  const isEnough = stageOf(c).state === 'NEW' && c.pictures.accepted.length >= minPictures
  return isEnough ? moveStage(c, { state: 'PICTURES_LOADED', className: null, draft: null }) : c
}
