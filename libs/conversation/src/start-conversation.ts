import type { Conversation } from './conversation.ts'
import type { World } from './input.ts'
import { emptySet } from './pictures/picture-set.ts'

/** A customer nobody has spoken with. */
export function startConversation(world: World): Conversation {
  return {
    version: 1,
    language: world.settings.defaultLanguage,
    consent: null,
    optedOut: false,
    orders: [],
    models: [],
    pictures: emptySet(world.setId),
    told: null,
    state: 'NEW',
    step: 'first',
  }
}
