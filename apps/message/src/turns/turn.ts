import type { Input } from '@astria-bot/conversation'

/** One input to one conversation. */
export interface Turn {
  readonly contactId: string
  readonly input: Input
  /** The event (or timer) that it came from. */
  readonly causeId: string
  /** When it was said, milliseconds since 1970, by WhatsApp's clock; now, if it is not known. */
  readonly saidAt?: number
  /** The customer waits for the answer: it also goes to one who wants to hear nothing more. */
  readonly reply: boolean
}
