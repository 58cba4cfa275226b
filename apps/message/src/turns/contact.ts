import type { Conversation } from '@astria-bot/conversation'

/** A contact as the transaction holds it: its row is locked. */
export interface Contact {
  readonly id: string
  readonly channel: string
  readonly name: string | null
  /** "Delete my data" was said: nothing is told to this contact any more. */
  readonly gone: boolean
  /** Null before the first turn. */
  readonly conversation: Conversation | null
}
