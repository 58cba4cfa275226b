import type { Instant, Language, Tier } from './words.ts'

/** Everything that is remembered about one customer. Plain JSON: it is stored as it is. */
export type Conversation = Common & (Stage | WritingFeedbackStage)

/** A conversation in one of the states that feedback may interrupt. */
export type Staged = Common & Stage

/** The states of the main story. */
export type Stage = NewStage | PicturesLoadedStage | TuneReadyStage

/** What is true in every state. */
export interface Common {
  /** Of this shape; a later shape reads an earlier one by it. */
  readonly version: 1
  readonly language: Language
  readonly consent: Consent | null
  readonly optedOut: boolean
  /** Oldest first. */
  readonly orders: readonly OrderSummary[]
  readonly models: readonly SavedModel[]
  readonly pictures: PictureSet
  /** The last hint that answers a burst of messages only once. */
  readonly told: { readonly what: Hint; readonly at: Instant } | null
}

/** Not enough accepted pictures yet. */
export interface NewStage {
  readonly state: 'NEW'
  /** `first`: nothing was said yet. `welcome`: greeted. `collecting`: was asked for pictures. */
  readonly step: 'first' | 'welcome' | 'collecting'
}

/** Enough pictures for a model: a style can be chosen. */
export interface PicturesLoadedStage {
  readonly state: 'PICTURES_LOADED'
  /** The customer's answer when the pictures do not tell who is on them. */
  readonly className: string | null
  readonly draft: Draft | null
}

/** An order was paid once: models can be used again. */
export interface TuneReadyStage {
  readonly state: 'TUNE_READY'
  /** The order with a saved model that is being put together. */
  readonly reuse: { readonly tuneId: string; readonly draft: Draft | null } | null
}

/** A portrait set was rated below 4: the next text is stored with the rating. */
export interface WritingFeedbackStage {
  readonly state: 'WRITING_FEEDBACK'
  readonly rating: { readonly orderId: string; readonly stars: 1 | 2 | 3 }
  /** Where the conversation goes on. */
  readonly after: Stage
}

/** The customer's agreement to the processing of face pictures. */
export interface Consent {
  readonly version: string
  readonly at: Instant
}

/** What the terms on the customer's screen say. Its id becomes the order's, so that it can be ordered only once. */
export interface Draft {
  readonly draftId: string
  readonly tier: Tier
  readonly packId: string
  readonly packTitle: string
  readonly className: string
  readonly imageCount: number
  readonly amountMinor: number
  readonly currency: string
}

/** What the conversation knows of an order. */
export interface OrderSummary {
  readonly orderId: string
  readonly packId: string
  readonly packTitle: string
  readonly tier: Tier
  readonly className: string
  readonly amountMinor: number
  readonly currency: string
  /** The pictures it trains with, or null when a saved model is used. */
  readonly setId: string | null
  /** The saved model it uses, or null. */
  readonly tuneId: string | null
  readonly placedAt: Instant
  readonly state: OrderState
  /** Where it can be paid. */
  readonly url?: string
  /** When training is expected to end. */
  readonly readyAt?: Instant
}

/** How far an order is. */
export type OrderState = 'awaiting_payment' | 'paid' | 'training' | 'delivered' | 'refunded' | 'failed' | 'held'

/** A trained model that can be used again. */
export interface SavedModel {
  readonly tuneId: string
  readonly className: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** The pictures of the model that is being prepared. */
export interface PictureSet {
  readonly setId: string
  /** A model was paid for with them: the next pictures belong to another one. */
  readonly used: boolean
  readonly accepted: readonly { readonly pictureId: string; readonly className: string | null }[]
  /** Submitted, not judged yet. */
  readonly pending: readonly string[]
  /** A person looks at them. */
  readonly held: readonly string[]
  /** Sent before consent, or before the customer said that they are for a new model. Not submitted. */
  readonly waiting: readonly string[]
  /** The first verdict that no summary has counted yet. */
  readonly albumSince: Instant | null
  /** Sets that became part of this one, when two contacts turned out to be one person. */
  readonly joined?: readonly string[]
}

/** What is said once to a burst of messages. */
export type Hint = 'consent' | 'too_many' | 'only_pictures' | 'new_model' | 'words_only' | 'support' | 'called'
