import {
  erasureRequested,
  isEvent,
  type KnownEvent,
  orderPlaced,
  paymentNoticeReceived,
  portraitsReady,
  tuneFailed,
} from '@astria-bot/contracts'
import type { Wanted } from '../book/open-book.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What has to be locked and read before these events can be handled. */
export function wantedOf(events: readonly KnownEvent[]): Wanted {
  const placed = events.filter(event => isEvent(orderPlaced, event))
  const notices = events.filter(event => isEvent(paymentNoticeReceived, event))
  const ends = events.filter(event => isEvent(tuneFailed, event) || isEvent(portraitsReady, event))
  const erasures = events.filter(event => isEvent(erasureRequested, event))
  return {
    orderIds: [
      ...placed.map(event => event.data.orderId),
      ...ends.map(event => event.data.orderId),
      ...notices.map(event => orderRefOf(event.data.orderId)).filter(isOrderId),
    ],
    contactIds: placed.map(event => event.data.contactId),
    erasedContactIds: erasures.map(event => event.data.contactId),
    payments: notices.map(event => event.data),
  }
}

/** How a provider's word for the order is compared with ours. */
export function orderRefOf(word: string): string {
  return word.trim().toLowerCase()
}

/** Whether it can be an order's id at all. */
export function isOrderId(ref: string): boolean {
  return uuid.test(ref)
}
