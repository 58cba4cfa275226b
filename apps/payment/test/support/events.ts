import { randomUUID } from 'node:crypto'
import {
  createEvent,
  type DataOf,
  type Event,
  erasureRequested,
  type OrderDetails,
  orderPlaced,
  paymentNoticeReceived,
  portraitsReady,
  tuneFailed,
} from '@astria-bot/contracts'

type Notice = DataOf<typeof paymentNoticeReceived>

const attributes = (subject: string, id: string = randomUUID()) => ({ id, source: 'test', subject, time: new Date() })

/** An order at the price of `support/payment.ts`. */
export function someOrder(changes: Partial<OrderDetails> = {}): OrderDetails {
  return {
    orderId: randomUUID(),
    contactId: randomUUID(),
    language: 'en',
    tier: 'standard',
    packId: '1',
    packTitle: 'Business',
    className: 'woman',
    amountMinor: 4900,
    currency: 'ILS',
    pictureIds: [randomUUID()],
    tuneId: null,
    termsVersion: '1',
    termsAcceptedAt: '2026-11-20T10:00:00.000Z',
    ...changes,
  }
}

export const placed = (order: OrderDetails): Event => createEvent(orderPlaced, attributes(order.contactId), order)

/** A notice about an order, as the gateway publishes it; each with an id of its own, as after the duplicate window. */
export function notice(
  order: Pick<OrderDetails, 'orderId'>,
  kind: Notice['kind'],
  changes: Partial<Notice> = {},
): Event {
  return createEvent(paymentNoticeReceived, attributes(order.orderId), {
    provider: 'hmac',
    noticeId: `pay-${order.orderId}`,
    kind,
    type: `payment.${kind}`,
    orderId: order.orderId,
    amountMinor: 4900,
    currency: 'ILS',
    ...changes,
  })
}

export const failed = ({ orderId, contactId }: OrderDetails): Event =>
  createEvent(tuneFailed, attributes(contactId), { orderId, contactId, tuneId: null, reason: 'test' })

export const ready = ({ orderId, contactId }: OrderDetails, complete = true): Event =>
  createEvent(portraitsReady, attributes(contactId), { orderId, contactId, tuneId: '1', portraits: [], complete })

export const erasure = (contactId: string): Event => createEvent(erasureRequested, attributes(contactId), { contactId })
