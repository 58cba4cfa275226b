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

type OrderData = { state?: OrderState; [key: string]: unknown }

/** What an event adds to what is known of a contact's orders and models. */
export function factsOfEvent(contactId: string, event: KnownEvent): Fact[] {
  const order = ({ orderId }: { orderId: string }, data: OrderData): Fact => ({
    contactId,
    kind: 'order',
    ref: orderId,
    data,
  })
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
    const { tuneId, className, trainedAt, expiresAt } = event.data
    const data = { className, trainedAtMs: Date.parse(trainedAt), expiresAtMs: Date.parse(expiresAt) }
    return [{ contactId, kind: 'model', ref: tuneId, data }]
  }
  return []
}

/** The order itself. Its time is the customer's acceptance until more is known. */
function known({ tier, packTitle, amountMinor, currency, termsAcceptedAt }: OrderDetails) {
  return { tier, packTitle, amountMinor, currency, placedAtMs: Date.parse(termsAcceptedAt) }
}
