import type { Conversation } from '../conversation.ts'
import { type Decision, decision } from '../decision.ts'
import type { Input, World } from '../input.ts'
import { phrasesOf } from '../phrases/phrases-of.ts'
import { sayReaction, sayText } from '../say/say.ts'
import { isOfSet, whenEnough } from './picture-set.ts'

type Inspected = Extract<Input, { kind: 'picture_inspected' }>

/** The verdict about a picture: a reaction to it, and if it cannot be used, why. Of an earlier set: nothing. */
export function pictureInspected(c: Conversation, input: Inspected, world: World): Decision {
  const { pictures } = c
  const isOpen =
    isOfSet(pictures, input.setId) &&
    (pictures.pending.includes(input.pictureId) ||
      (pictures.held.includes(input.pictureId) && input.verdict !== 'held'))
  if (!isOpen) return decision(c)

  const judged: Conversation = {
    ...c,
    pictures: {
      ...pictures,
      pending: pictures.pending.filter(id => id !== input.pictureId),
      held: pictures.held.filter(id => id !== input.pictureId),
      albumSince: pictures.albumSince ?? world.now,
    },
  }
  const decided = byVerdict(judged, input, world)
  return decision(decided.next, ...decided.effects, {
    kind: 'set_timer',
    name: 'album',
    at: world.now + world.settings.albumMs,
  })
}

function byVerdict(c: Conversation, input: Inspected, world: World): Decision {
  const { pictures } = c
  const p = phrasesOf(c)
  switch (input.verdict) {
    case 'accepted': {
      const accepted = [...pictures.accepted, { pictureId: input.pictureId, className: input.className || null }]
      return decision(
        whenEnough({ ...c, pictures: { ...pictures, accepted } }, world.settings),
        sayReaction(input.messageId, '🤩'),
      )
    }
    case 'refused':
      return decision(
        c,
        sayReaction(input.messageId, '❌'),
        sayText(p.reasons[input.reasons[0] ?? 'low_quality'], input.messageId),
      )
    case 'held':
      return decision(
        { ...c, pictures: { ...pictures, held: [...pictures.held, input.pictureId] } },
        sayText(p.pictureHeld, input.messageId),
        { kind: 'alert', reason: 'picture_held' },
      )
  }
}
