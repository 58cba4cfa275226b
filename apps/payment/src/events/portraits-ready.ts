import { type DataOf, type Event, type portraitsReady, RejectedError } from '@astria-bot/contracts'
import { applyFact } from '../book/apply-fact.ts'
import type { Book } from '../book/book.ts'

/** Everything that was paid for is there: the customer's credit was earned. */
export function onPortraitsReady(book: Book, event: Event<string, DataOf<typeof portraitsReady>>): void {
  const { orderId, complete } = event.data
  if (!book.cases.has(orderId)) throw new RejectedError('unknown_order', 'portraits of an order that was never placed')
  if (complete) applyFact(book, orderId, { type: 'delivered' }, event.id)
}
