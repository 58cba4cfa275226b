import { type DataOf, type Event, RejectedError, type tuneFailed } from '@astria-bot/contracts'
import { applyFact } from '../book/apply-fact.ts'
import type { Book } from '../book/book.ts'

/** What was paid for will never be: the money goes back, by the provider or by a person. */
export function onTuneFailed(
  book: Book,
  event: Event<string, DataOf<typeof tuneFailed>>,
  { automaticRefunds, newId }: { automaticRefunds: boolean; newId: () => string },
): void {
  const { orderId } = event.data
  if (!book.cases.has(orderId)) throw new RejectedError('unknown_order', 'a tune of an order that was never placed')
  applyFact(book, orderId, { type: 'unfulfillable', refundId: newId(), automatic: automaticRefunds }, event.id)
}
