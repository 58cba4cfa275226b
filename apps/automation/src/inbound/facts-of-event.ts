import {
  checkoutOpened,
  isEvent,
  type KnownEvent,
  type OrderDetails,
  orderPlaced,
  paymentReceived,
  paymentRefunded,
  portraitsReady,
  tuneFailed,
  tuneFinished,
} from '@astria-bot/contracts'
import type { OrderState } from '../core/index.ts'
import type { Fact } from '../sql/save-facts.ts'

/** What an event adds to what is known of orders and models. */
export function factsOfEvent(event: KnownEvent): Fact[] {
  const atMs = Date.parse(event.time)
  if (isEvent(orderPlaced, event))
    return [order(event.data, { ...known(event.data), state: 'awaiting_payment', placedAtMs: atMs })]
  if (isEvent(checkoutOpened, event)) return [order(event.data, { url: event.data.url })]
  if (isEvent(paymentReceived, event)) {
    const details = event.data.order
    return [order(details, { ...known(details), state: 'paid', paidAtMs: atMs })]
  }
  if (isEvent(paymentRefunded, event)) return event.data.full ? [order(event.data, { state: 'refunded' })] : []
  if (isEvent(tuneFailed, event)) return [order(event.data, { state: 'failed' })]
  if (isEvent(portraitsReady, event)) return [order(event.data, { state: 'delivered' })]
  if (isEvent(tuneFinished, event)) {
    const { contactId, tuneId, className, trainedAt, expiresAt } = event.data
    const data = { className, trainedAtMs: Date.parse(trainedAt), expiresAtMs: Date.parse(expiresAt) }
    return [{ contactId, kind: 'model', ref: tuneId, data }]
  }
  return []
}

function order(of: { orderId: string; contactId: string }, data: { state?: OrderState; [key: string]: unknown }): Fact {
  return { contactId: of.contactId, kind: 'order', ref: of.orderId, data }
}

/** The order itself. Its time is the customer's acceptance until more is known. */
function known({ tier, packTitle, amountMinor, currency, termsAcceptedAt }: OrderDetails) {
  return { tier, packTitle, amountMinor, currency, placedAtMs: Date.parse(termsAcceptedAt) }
}
