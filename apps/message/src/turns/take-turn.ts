import { contactCreated, createEvent } from '@astria-bot/contracts'
import { decide, startConversation, type World } from '@astria-bot/conversation'
import { newId } from '../ids/new-id.ts'
import { collectEffect } from './collect-effect.ts'
import type { Contact } from './contact.ts'
import type { Turn } from './turn.ts'
import type { Writes } from './writes.ts'

/** Puts one input to a contact's conversation, and adds what follows from it to the writes. */
export function takeTurn(contact: Contact, turn: Turn, world: World, writes: Writes): void {
  const known = writes.conversations.get(contact.id) ?? contact.conversation
  const { next, effects } = decide(known ?? startConversation(world), turn.input, world)
  writes.conversations.set(contact.id, next)
  if (!known) {
    const { id, channel } = contact
    const attributes = { id: newId(world.now), source: 'message', subject: id, time: new Date(world.now) }
    const { language } = next
    writes.events.push(
      createEvent(contactCreated, { ...attributes, causationid: turn.causeId }, { contactId: id, channel, language }),
    )
  }
  for (const effect of effects) collectEffect(effect, { contact, turn, nowMs: world.now, writes })
}
