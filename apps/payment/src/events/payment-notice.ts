import { type DataOf, type Event, type paymentNoticeReceived, RejectedError } from '@astria-bot/contracts'
import type { Book } from '../book/book.ts'
import { applyNotice } from './apply-notice.ts'
import { orderRefOf } from './wanted-of.ts'

/** A provider's notice is judged by what the order says. */
export function onPaymentNotice(book: Book, event: Event<string, DataOf<typeof paymentNoticeReceived>>): void {
  const { provider, kind, noticeId, type, orderId, amountMinor, currency } = event.data
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) {
    throw new RejectedError('bad_amount', 'a notice whose amount is no whole number of minor units')
  }
  applyNotice(book, { provider, kind, noticeId, type, orderRef: orderRefOf(orderId), amountMinor, currency }, event.id)
}
