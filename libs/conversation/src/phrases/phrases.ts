import type { OrderState } from '../conversation.ts'
import type { PictureReason } from '../input.ts'
import type { Instant, Tier } from '../words.ts'

/** Everything that is said, in one language. Amounts and names come ready to be shown; each language isolates them. */
export interface Phrases {
  readonly rows: Readonly<Record<RowName, RowWords>>
  readonly buttons: Readonly<Record<ButtonName, string>>
  readonly tiers: Readonly<Record<Tier, string>>
  readonly orderStates: Readonly<Record<OrderState, string>>
  readonly reasons: Readonly<Record<PictureReason, string>>
  /** Who is on the pictures, by the vendor's word; a word that is missing is shown as it is. */
  readonly classNames: Readonly<Record<string, string>>

  // Meeting
  hello(name: string | null): string
  readonly greeting: string
  readonly menu: string
  readonly howItWorks: string
  readonly chooseLanguage: string
  readonly languageChanged: string
  support(contact: string): string
  called(contact: string): string
  readonly messagesOff: string
  readonly messagesStillOff: string
  readonly messagesOn: string

  // Pictures
  guidelines(minPictures: number): string
  readonly tips: string
  readonly askConsent: string
  readonly consentDeclined: string
  readonly consentDeclinedNew: string
  readonly consentGiven: string
  readonly consentWithdrawal: string
  askForPictures(minPictures: number, maxPictures: number): string
  checkingPictures(count: number): string
  morePictures(missing: number): string
  addPictures(room: number): string
  readonly tooManyPictures: string
  readonly tooManyAtOnce: string
  readonly pictureHeld: string
  readonly noPictureGood: string
  summary(accepted: number, minPictures: number): string
  summaryEnough(accepted: number): string
  readonly onlyPictures: string
  readonly wordsOnly: string
  readonly forNewModel: string
  readonly picturesKept: string

  // Choosing
  readonly askClass: string
  readonly chooseTier: string
  tierRow(price: string, fewest: number, most: number): string
  stylesIntro(tier: string): string
  card(title: string, count: number, price: string): string
  packRow(count: number, price: string): string
  readonly moreStyles: string
  readonly noMoreStyles: string
  exampleInWords(title: string, count: number, price: string): string
  readonly noStyles: string
  readonly noLongerOffered: string
  readonly offerChanged: string
  terms(title: string, count: number, price: string): string

  // Ordering and paying
  readonly preparingLink: string
  readonly linkSlow: string
  readonly linkStillComing: string
  payLink(title: string, price: string): string
  paymentFailed(title: string | null): string
  readonly paymentHeld: string
  thanksForPayment(name: string | null): string
  refunded(amount: string): string
  readonly trainingStarts: string
  readonly makingStarts: string
  readyIn(minutes: number): string
  readonly readyWhenReady: string
  readonly makingPortraits: string
  readonly tuneFailed: string

  // Portraits and rating
  portraitsReady(title: string | null): string
  readonly restFollows: string
  readonly askRating: string
  readonly stars: readonly [string, string, string, string, string]
  readonly offerAnother: string
  readonly thanksForRating: string
  readonly askFeedback: string
  readonly feedbackSkipped: string
  thanksForFeedback(contact: string): string

  // Coming back
  readonly welcomeBack: string
  readonly portraitsUnderWay: string
  unpaid(title: string): string
  readonly noModels: string
  readonly modelGone: string
  readonly modelChosen: string
  model(className: string, created: Instant, expires: Instant): string
  readonly chooseModel: string
  modelRow(created: Instant, expires: Instant): string

  // Status
  readonly statusNone: string
  statusPictures(accepted: number, minPictures: number): string
  statusOrder(title: string, state: string): string
  readonly statusHead: string

  // Starting over, deleting
  readonly askRestart: string
  readonly kept: string
  readonly askErase: string
  readonly askEraseOpenOrder: string
  readonly goodbye: string
  readonly stale: string
}

/** Rows of the menus. */
export type RowName =
  | 'begin'
  | 'how'
  | 'language'
  | 'support'
  | 'status'
  | 'models'
  | 'newModel'
  | 'restart'
  | 'erase'
  | 'styles'
  | 'addPictures'
  | 'pay'
  | 'draft'
  | 'otherTiers'
  | 'morePacks'

/** Buttons, and the buttons that open lists. */
export type ButtonName =
  | 'open'
  | 'openTiers'
  | 'openStyles'
  | 'openModels'
  | 'openRating'
  | 'ready'
  | 'tips'
  | 'agree'
  | 'noThanks'
  | 'begin'
  | 'menu'
  | 'support'
  | 'wantThis'
  | 'examples'
  | 'otherStyles'
  | 'otherTiers'
  | 'payNow'
  | 'savedModels'
  | 'newModel'
  | 'status'
  | 'useModel'
  | 'anotherStyle'
  | 'skip'
  | 'startOver'
  | 'keep'
  | 'erase'
  | 'turnOn'

/** Words of a row: at most 24 and 72 characters. */
export interface RowWords {
  readonly title: string
  readonly description?: string
}
