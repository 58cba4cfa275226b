import type { Input } from '@astria-bot/conversation'

/** One input to one conversation. */
export interface Turn {
  readonly contactId: string
  readonly input: Input
  /** The event (or timer) that it came from. */
  readonly causeId: string
  /** The customer waits for the answer: it also goes to one who wants to hear nothing more. */
  readonly reply: boolean
}
