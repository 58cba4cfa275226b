import type { Conversation } from '@astria-bot/conversation'

/** A state that is missing here does not compile. */
const all: Readonly<Record<Conversation['state'], true>> = {
  NEW: true,
  PICTURES_LOADED: true,
  TUNE_READY: true,
  WRITING_FEEDBACK: true,
}

/** The states that a conversation can be in. */
export const conversationStates: readonly string[] = Object.keys(all)
