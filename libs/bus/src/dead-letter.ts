/** An event that could not be handled, with its reason. */
export interface DeadLetter {
  /** Opaque, for `replay`. */
  id: string
  durable: string
  /** The error's message, or why it could not be read. */
  reason: string
  /** A short machine-readable word: the code of a RejectedError, `unreadable`, `exhausted`. */
  code: string
  deliveries: number
  /** Where it came from. */
  stream: string
  /** When it was put here, ISO 8601. */
  time: string
  /** The whole envelope; the text of the message if it was not JSON. */
  event: unknown
}

/** The dead letters of a bus. */
export interface DeadLetters {
  /** The oldest first. */
  list(options?: { durable?: string; limit?: number }): Promise<DeadLetter[]>
  /**
   * Publishes the event again, as a new message that every consumer of its type gets (inboxes absorb it where it was
   * handled before), and removes the letter. Throws a RejectedError when there is no such letter or its event is unreadable.
   */
  replay(id: string): Promise<void>
}
