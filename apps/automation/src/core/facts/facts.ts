import type { ContactSnapshot } from '@astria-bot/contracts'
import type { SystemEvent } from '../definition/system-event.ts'
import type { MessageKind } from '../definition/trigger.ts'

/** How far an order is. */
export const orderStates = ['awaiting_payment', 'paid', 'delivered', 'refunded', 'failed'] as const
export type OrderState = (typeof orderStates)[number]

/** What is known of an order. */
export interface OrderFacts {
  readonly orderId: string
  readonly state: OrderState
  readonly tier: string
  readonly packTitle: string
  readonly amountMinor: number
  readonly currency: string
  readonly placedAtMs: number
  readonly paidAtMs?: number | undefined
  /** Where it can be paid. */
  readonly url?: string | undefined
}

/** A trained model that can be used until it expires. */
export interface ModelFacts {
  readonly tuneId: string
  readonly className: string
  readonly trainedAtMs: number
  readonly expiresAtMs: number
}

/** Something that happened to a contact, or whose time has come: what a trigger looks at. */
export type Occasion =
  | { readonly type: 'new_contact'; readonly atMs: number; readonly channel: string }
  | MessageOccasion
  | SystemOccasion
  | {
      readonly type: 'contact_changed'
      readonly atMs: number
      /** Of the change: the contact and its new version. */
      readonly key: string
      readonly tagsAdded: readonly string[]
      readonly attributesSet: readonly string[]
    }
  | SlotOccasion
  | {
      readonly type: 'manual'
      readonly atMs: number
      /** Of the request: the same request again is the same execution. */
      readonly key: string
      readonly input?: Readonly<Record<string, string | number | boolean>> | undefined
    }

/** The contact wrote. */
export interface MessageOccasion {
  readonly type: 'message'
  readonly atMs: number
  readonly messageId: string
  readonly channel: string
  readonly kind: MessageKind
  /** Text, caption, or the title of the tapped button. */
  readonly text?: string | undefined
  readonly firstOfDay: boolean
  /** The keyword that fitted. */
  readonly keyword?: string | undefined
}

/** The studio did something. */
export interface SystemOccasion {
  readonly type: 'system_event'
  readonly atMs: number
  readonly event: SystemEvent
  /** What it happened to, so that the same thing counts once: the order's, model's or message's id. */
  readonly key: string
  readonly orderId?: string | undefined
  readonly about: Readonly<Record<string, string | number>>
}

/** The time of a birthday, a schedule or a relative trigger has come. */
export interface SlotOccasion {
  readonly type: 'slot'
  /** When it was due. */
  readonly atMs: number
  /** Of the slot: see `occurrenceOf`. */
  readonly key: string
  /** The event that a relative trigger counts from. */
  readonly event?: SystemOccasion | undefined
  /** The model whose date a relative trigger counts from. */
  readonly tuneId?: string | undefined
}

/** Everything that conditions and variables may look at, as it is now. */
export interface Facts {
  readonly nowMs: number
  /** The contact's time zone, or the automation's where it is not known. */
  readonly zone: string
  readonly contact: ContactSnapshot
  /** Oldest first. */
  readonly orders: readonly OrderFacts[]
  readonly models: readonly ModelFacts[]
  readonly occasion: Occasion
}
