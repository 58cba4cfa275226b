import { decide, startConversation, type World } from '@astria-bot/conversation'
import { collectEffect } from './collect-effect.ts'
import type { Contact } from './contact.ts'
import type { Turn } from './turn.ts'
import type { Writes } from './writes.ts'

/**
 * Puts one input to a contact's conversation, and adds what follows from it to the writes. `silent`: the conversation
 * goes on, but says nothing.
 */
export function takeTurn(
  contact: Contact,
  turn: Turn,
  world: World,
  writes: Writes,
  options: { silent?: boolean } = {},
): void {
  const known = writes.conversations.get(contact.id) ?? contact.conversation
  // Who was stopped before the first turn, by a switch or a person, is as little welcome to be written to as afterwards.
  const { optedOut } = contact
  const { next, effects } = decide(known ?? { ...startConversation(world), optedOut }, turn.input, world)
  const saidAt = Math.min(turn.saidAt ?? world.now, world.now)
  if (effects.some(({ kind }) => kind === 'opt_out' || kind === 'opt_in') && saidAt < lastChoiceAt(contact, writes))
    return
  writes.conversations.set(contact.id, next)
  if (contact.version === 0) writes.introduced.add(contact.id)
  if (contact.version === 0 || known?.state !== next.state) writes.told.set(contact.id, turn.causeId)
  for (const effect of effects) {
    if (options.silent && effect.kind === 'say') continue
    collectEffect(effect, { contact, turn, saidAt, nowMs: world.now, writes })
  }
}

/** A "start" that comes late must not undo a "stop" that was said after it, nor the other way round. */
function lastChoiceAt({ id, choiceAt }: Contact, { choices }: Writes): number {
  const here = choices.filter(({ contactId }) => contactId === id).map(({ at }) => Date.parse(at))
  return Math.max(choiceAt?.getTime() ?? 0, ...here)
}
