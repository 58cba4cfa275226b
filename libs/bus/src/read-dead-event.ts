import { type Event, parseEnvelope, RejectedError } from '@astria-bot/contracts'

/** The event of a dead letter. Throws a RejectedError if it is none. */
export function readDeadEvent(event: unknown): Event {
  try {
    return parseEnvelope(event)
  } catch (error) {
    throw new RejectedError('unreadable', 'the dead letter holds no event that could be published', { cause: error })
  }
}

/** The envelope as a value, or as its text where it is not JSON. */
export function readEnvelopeText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
