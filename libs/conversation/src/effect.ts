import type { TimerName } from './input.ts'
import type { OutboundMessage } from './outbound-message.ts'
import type { Instant, Language, Tier } from './words.ts'

/** What is to be done, in this order. The shell writes all of it down in the transaction that stores the new state. */
export type Effect =
  /**
   * Say something. `once` is a key, unique per contact: a message with the same key is never said twice (a portrait,
   * for example, by its id).
   */
  | { kind: 'say'; message: OutboundMessage; once?: string }
  /** Marks a message as read and shows the typing dots. Best effort. */
  | { kind: 'acknowledge'; messageId: string }
  /** Hands a picture to the image service, into this set. */
  | { kind: 'submit_picture'; pictureId: string; setId: string }
  /** Takes pictures out of use (start over). */
  | { kind: 'discard_pictures'; setId: string }
  /** The customer took a picture back: the image service forgets it. */
  | { kind: 'withdraw_picture'; pictureId: string }
  | { kind: 'place_order'; order: PlacedOrder }
  | { kind: 'set_timer'; name: TimerName; at: Instant }
  | { kind: 'clear_timer'; name: TimerName }
  | { kind: 'record_consent'; version: string; at: Instant }
  | { kind: 'set_language'; language: Language }
  | { kind: 'opt_out' }
  | { kind: 'opt_in' }
  | { kind: 'record_rating'; orderId: string; stars: 1 | 2 | 3 | 4 | 5 }
  | { kind: 'record_feedback'; orderId: string; text: string }
  /** Delete everything about this contact, in every app and at the vendors. Always the last effect. */
  | { kind: 'erase' }
  /** A person should look at this conversation. `reason` is a short machine-readable word. */
  | { kind: 'alert'; reason: string; orderId?: string }

/** An order as the customer accepted it. */
export interface PlacedOrder {
  readonly orderId: string
  readonly language: Language
  readonly tier: Tier
  readonly packId: string
  readonly packTitle: string
  readonly className: string
  readonly amountMinor: number
  readonly currency: string
  /** Empty when a saved model is used. */
  readonly pictureIds: readonly string[]
  readonly tuneId: string | null
  readonly termsVersion: string
  readonly termsAcceptedAt: Instant
}
