import type { Instant, Language, Pack } from './words.ts'

/** What can happen to a conversation. Ids and times are the shell's: this core makes none. */
export type Input =
  | { kind: 'text'; text: string; messageId: string }
  /** A reply button, by the id that we gave it and the words on it. */
  | { kind: 'button'; id: string; title?: string; messageId: string }
  /** A row of a list, the same. */
  | { kind: 'choice'; id: string; title?: string; messageId: string }
  /** A picture that may be a selfie: an image, or a document with an image in it. */
  | { kind: 'picture'; pictureId: string; messageId: string }
  /** Voice, video, sticker, location, … : nothing this conversation can use. */
  | { kind: 'other'; mediaType: string; messageId: string }
  | { kind: 'reaction'; emoji: string | null; messageId: string }
  /** The chat was opened, nothing written yet. */
  | { kind: 'opened' }
  /** They called: nobody picks up. */
  | { kind: 'called' }
  | {
      kind: 'picture_inspected'
      pictureId: string
      /** The message that brought the picture: reactions and quotes go to it. */
      messageId: string
      setId: string
      verdict: 'accepted' | 'refused' | 'held'
      reasons: readonly PictureReason[]
      className: string | null
    }
  /** The customer deleted the message that brought it. */
  | { kind: 'picture_withdrawn'; pictureId: string }
  | { kind: 'checkout_opened'; orderId: string; url: string }
  | { kind: 'payment_received'; orderId: string }
  | { kind: 'payment_failed'; orderId: string; url: string }
  | { kind: 'payment_held'; orderId: string }
  | { kind: 'payment_refunded'; orderId: string; amountMinor: number; currency: string; full: boolean }
  /** Money that was held went back. `url`: where the order can be paid now, if it can. */
  | { kind: 'payment_returned'; orderId: string; amountMinor: number; currency: string; url: string | null }
  | { kind: 'tune_created'; orderId: string; tuneId: string; training: boolean; readyAt: Instant | null }
  | { kind: 'tune_finished'; orderId: string; tuneId: string; className: string; expiresAt: Instant }
  | { kind: 'tune_failed'; orderId: string }
  | { kind: 'portraits_ready'; orderId: string; tuneId: string; portraits: readonly Portrait[]; complete: boolean }
  /** A timer that an effect has set. */
  | { kind: 'timer_due'; name: TimerName }

export type PictureReason =
  | 'unreadable'
  | 'too_large'
  | 'too_small'
  | 'too_dark'
  | 'too_bright'
  | 'blurry'
  | 'duplicate'
  | 'no_person'
  | 'several_people'
  | 'sunglasses'
  | 'hat'
  | 'funny_face'
  | 'low_quality'
  | 'expired'

/** A finished portrait or video, by its place in our storage. */
export interface Portrait {
  readonly portraitId: string
  readonly file: { readonly fileKey: string; readonly mimeType: string }
}

/**
 * `album`: a burst of pictures has ended, say once how many there are. `checkout_slow`: the pay link is still not here.
 */
export type TimerName = 'album' | 'checkout_slow'

/** What is true around the conversation at this moment: settings, what is sold, fresh ids. */
export interface World {
  readonly now: Instant
  /** A fresh id for the order that this input may place. */
  readonly orderId: string
  /** A fresh id for the set of pictures that this input may begin. */
  readonly setId: string
  readonly settings: Settings
  /** Packs on sale now. */
  readonly packs: readonly Pack[]
  /** What the customer calls themselves on WhatsApp, if they do. */
  readonly name?: string
}

export interface Settings {
  /** Accepted pictures that are enough to train with. */
  readonly minPictures: number
  /** More than this are not taken. */
  readonly maxPictures: number
  /** Minor units, by tier. */
  readonly prices: { readonly lite: number; readonly standard: number; readonly premium: number }
  /** ISO 4217. */
  readonly currency: string
  /** How to reach a person: a number, an address or a link, shown as it is. */
  readonly supportContact: string
  readonly consentVersion: string
  readonly termsVersion: string
  readonly defaultLanguage: Language
  /** How long a burst of pictures is gathered before it is summed up. */
  readonly albumMs: number
}
