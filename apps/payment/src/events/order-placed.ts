import { checkoutOpened, type Event, type OrderDetails } from '@astria-bot/contracts'
import { newOrder, type Prices, priceOf } from '@astria-bot/pricing'
import { type Book, putCase } from '../book/book.ts'
import { paymentEvent } from '../payment-event.ts'
import { applyNotice } from './apply-notice.ts'

/** Makes the address of a page where an order is paid. */
export type OpenCheckout = (order: { orderId: string; amountMinor: number; currency: string }) => {
  provider: string
  url: string
}

interface Dependencies {
  readonly prices: Prices
  readonly openCheckout: OpenCheckout
  readonly newId: () => string
}

/**
 * An order gets a checkout, if it was placed at our price: a deployment whose apps disagree about prices must not sell.
 * Notices that came before it are applied now.
 */
export function onOrderPlaced(book: Book, event: Event<string, OrderDetails>, dependencies: Dependencies): void {
  const details = event.data
  const { orderId, contactId, amountMinor, currency, tier } = details
  if (book.cases.has(orderId)) return
  const report = (type: 'placed' | 'mispriced' | 'erased_contact') =>
    book.writes.reports.push({ type, orderId, attention: type === 'mispriced' })
  if (book.erased.has(contactId)) {
    report('erased_contact')
    return
  }
  const price = priceOf(tier, dependencies.prices)
  const right = price.amountMinor === amountMinor && price.currency === currency
  const checkout = right ? dependencies.openCheckout({ orderId, amountMinor, currency }) : null
  const customerId = customerOf(book, contactId, dependencies.newId)
  putCase(book, {
    money: newOrder({ orderId, customerId, amountMinor, currency }, right ? 'awaiting_payment' : 'mispriced'),
    contactId,
    details,
    url: checkout?.url ?? null,
    paid: false,
  })
  report(right ? 'placed' : 'mispriced')
  if (checkout) {
    book.writes.checkouts.push({ orderId, ...checkout })
    const attributes = {
      id: `checkout-opened:${orderId}`,
      subject: contactId,
      time: book.now,
      causationid: event.id,
      traceparent: event.traceparent,
    }
    const data = { orderId, contactId, url: checkout.url, amountMinor, currency }
    book.writes.events.push(paymentEvent(checkoutOpened, attributes, data))
  }
  for (const notice of book.unmatched.get(orderId) ?? []) applyNotice(book, notice, event.id)
}

function customerOf(book: Book, contactId: string, newId: () => string): string {
  const known = book.customers.get(contactId)
  if (known) return known
  const customerId = newId()
  book.customers.set(contactId, customerId)
  book.writes.customers.push({ customerId, contactId })
  return customerId
}
