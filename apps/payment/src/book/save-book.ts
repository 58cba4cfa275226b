import { enqueueEvents, prepareEffects, type Transaction } from '@astria-bot/store'
import { bookPostings } from '../sql/book-postings.ts'
import { forgetContacts, insertCustomers } from '../sql/save-customers.ts'
import { saveNotices } from '../sql/save-notices.ts'
import { saveCheckouts, saveOrders } from '../sql/save-orders.ts'
import { savePayments } from '../sql/save-payments.ts'
import { saveRefunds } from '../sql/save-refunds.ts'
import type { Book, OrderCase } from './book.ts'

/** Writes what the book says, in the transaction that opened it. */
export async function saveBook(tx: Transaction, { cases, writes, now }: Book): Promise<void> {
  const changed = [...writes.changedOrders]
    .map(id => cases.get(id))
    .filter((one): one is OrderCase => one !== undefined)
  await insertCustomers(tx, writes.customers)
  await saveOrders(tx, changed, now)
  await saveCheckouts(tx, writes.checkouts)
  await savePayments(
    tx,
    changed.flatMap(({ money }) => money.payments.map(payment => ({ orderId: money.orderId, payment }))),
  )
  await saveRefunds(
    tx,
    changed.flatMap(({ money }) => money.refunds.map(refund => ({ orderId: money.orderId, refund }))),
  )
  await saveNotices(tx, writes.notices)
  await bookPostings(tx, writes.postings)
  await prepareEffects(tx, 'payments', writes.effects)
  await enqueueEvents(tx, 'payments', writes.events)
  await forgetContacts(tx, writes.forgotten)
}
