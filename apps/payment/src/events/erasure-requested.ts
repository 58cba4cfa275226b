import { type DataOf, type Event, erasureDone, type erasureRequested } from '@astria-bot/contracts'
import { applyFact } from '../book/apply-fact.ts'
import { type Book, putCase } from '../book/book.ts'
import { paymentEvent } from '../payment-event.ts'

/**
 * A contact wants to be forgotten: orders that are not paid are closed, and nothing is left of the contact but a
 * pseudonym, with which the ledger was kept from the start.
 */
export function onErasureRequested(book: Book, event: Event<string, DataOf<typeof erasureRequested>>): void {
  const { contactId } = event.data
  for (const { contactId: of, money } of [...book.cases.values()]) {
    if (of !== contactId) continue
    applyFact(book, money.orderId, { type: 'abandoned' }, event.id)
    const closed = book.cases.get(money.orderId)
    if (closed) putCase(book, { ...closed, contactId: null, details: null })
  }
  book.erased.add(contactId)
  book.customers.delete(contactId)
  book.writes.forgotten.push(contactId)
  const { now: time } = book
  const attributes = {
    id: `erasure-done:payment:${event.id}`,
    subject: contactId,
    time,
    causationid: event.id,
  }
  book.writes.events.push(paymentEvent(erasureDone, attributes, { contactId, app: 'payment' }))
}
