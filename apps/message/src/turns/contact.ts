import type { Conversation, Language } from '@astria-bot/conversation'

/** A contact as the transaction holds it: its row is locked. */
export interface Contact {
  readonly id: string
  /** Who became part of this one. */
  readonly formerIds: readonly string[]
  readonly channel: string
  readonly name: string | null
  /** As they call themselves on WhatsApp. */
  readonly profileName: string | null
  readonly username: string | null
  readonly language: Language | null
  /** 0 while the other apps were not told of the contact. */
  readonly version: number
  readonly optedOut: boolean
  /** When they said so last, or the opposite. */
  readonly choiceAt: Date | null
  /** A person answers: the bot is silent. */
  readonly handedOver: boolean
  /** "Delete my data" was said: nothing is told to this contact any more. */
  readonly gone: boolean
  /** Null before the first turn. */
  readonly conversation: Conversation | null
}

/** The ids under which something of a contact may be kept. */
export const allIds = ({ id, formerIds }: Contact): string[] => [id, ...formerIds]
