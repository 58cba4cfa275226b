import type { Event, OrderDetails } from '@astria-bot/contracts'
import type { OrderMoney, Outcome, Posting } from '@astria-bot/pricing'
import type { NewEffect } from '@astria-bot/store'
import type { NoticeEntry, NoticeOfOrder } from './notice-of-order.ts'

/** An order on the desk. */
export interface OrderCase {
  readonly money: OrderMoney
  /** Null when the contact was forgotten. */
  readonly contactId: string | null
  readonly details: OrderDetails | null
  /** Where it can be paid. */
  readonly url: string | null
  /** It was paid while it lay on the desk. */
  readonly paid: boolean
}

/** What a batch of events is about, read under locks, and what is to be written: everything in one transaction. */
export interface Book {
  readonly now: Date
  readonly cases: Map<string, OrderCase>
  /** Pseudonyms by contact. */
  readonly customers: Map<string, string>
  /** Contacts that are forgotten. */
  readonly erased: Set<string>
  /** Notices that came before their order, by the order's id. */
  readonly unmatched: Map<string, NoticeOfOrder[]>
  /** To which order a payment was booked, by provider and id. */
  readonly paymentOwners: Map<string, string>
  readonly writes: Writes
}

/** What is to be written. */
export interface Writes {
  readonly changedOrders: Set<string>
  readonly customers: { customerId: string; contactId: string }[]
  readonly checkouts: { orderId: string; provider: string; url: string }[]
  readonly notices: NoticeEntry[]
  readonly postings: { orderId: string; posting: Posting }[]
  readonly effects: NewEffect[]
  readonly events: Event[]
  readonly forgotten: string[]
  /** For metrics and the log. */
  readonly reports: Report[]
}

/** Something that is counted; what a person should look at is logged as well. */
export interface Report {
  readonly type: Outcome['type'] | 'placed' | 'mispriced' | 'unmatched' | 'another_order' | 'erased_contact'
  readonly reason?: string
  readonly orderId: string
  readonly attention: boolean
}

/** A book without cases. */
export function emptyBook(now: Date): Book {
  return {
    now,
    cases: new Map(),
    customers: new Map(),
    erased: new Set(),
    unmatched: new Map(),
    paymentOwners: new Map(),
    writes: {
      changedOrders: new Set(),
      customers: [],
      checkouts: [],
      notices: [],
      postings: [],
      effects: [],
      events: [],
      forgotten: [],
      reports: [],
    },
  }
}

/** Puts an order on the desk, or its new version in the place of the old one; it will be written. */
export function putCase(book: Book, changed: OrderCase): void {
  book.cases.set(changed.money.orderId, changed)
  book.writes.changedOrders.add(changed.money.orderId)
}

/** How a payment is named in `paymentOwners`. */
export function paymentName(provider: string, paymentId: string): string {
  return `${provider}:${paymentId}`
}
