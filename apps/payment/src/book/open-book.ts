import type { Payment } from '@astria-bot/pricing'
import type { Transaction } from '@astria-bot/store'
import { loadCustomers } from '../sql/load-customers.ts'
import { loadOrders, type OrderRow, type PaymentRow } from '../sql/load-orders.ts'
import { loadPaymentOwners } from '../sql/load-payment-owners.ts'
import { loadUnmatched } from '../sql/load-unmatched.ts'
import { lockContacts, lockOrders } from '../sql/lock.ts'
import { ordersOfContacts } from '../sql/orders-of-contacts.ts'
import { type Book, emptyBook, paymentName } from './book.ts'

/** What a book is opened for. */
export interface Wanted {
  readonly orderIds: readonly string[]
  /** Those who place orders. */
  readonly contactIds: readonly string[]
  /** Those who want to be forgotten: all their orders are wanted. */
  readonly erasedContactIds: readonly string[]
  readonly payments: readonly { provider: string; noticeId: string }[]
  /** Words of providers for orders: nobody else decides about what names them. */
  readonly orderRefs?: readonly string[]
}

/** Locks and reads everything that the wanted orders are about, in few statements however many they are. */
export async function openBook(tx: Transaction, wanted: Wanted, now: Date): Promise<Book> {
  const book = emptyBook(now)
  await lockContacts(tx, [...wanted.contactIds, ...wanted.erasedContactIds])
  const orderIds = [
    ...new Set([...wanted.orderIds, ...(await ordersOfContacts(tx, [...new Set(wanted.erasedContactIds)]))]),
  ]
  await lockOrders(tx, [...orderIds, ...(wanted.orderRefs ?? [])])
  for (const row of await loadOrders(tx, orderIds)) {
    const { contactId, details, url } = row
    book.cases.set(row.orderId, { money: toMoney(row), contactId, details, url, paid: false })
  }
  for (const { contactId, customerId, erased } of await loadCustomers(tx, [...new Set(wanted.contactIds)])) {
    if (customerId) book.customers.set(contactId, customerId)
    if (erased) book.erased.add(contactId)
  }
  const missing = orderIds.filter(id => !book.cases.has(id))
  const unmatched = await loadUnmatched(tx, missing)
  for (const notice of unmatched) {
    book.unmatched.set(notice.orderRef, [...(book.unmatched.get(notice.orderRef) ?? []), notice])
  }
  for (const owner of await loadPaymentOwners(tx, [...wanted.payments, ...unmatched])) {
    book.paymentOwners.set(paymentName(owner.provider, owner.paymentId), owner.orderId)
  }
  return book
}

function toMoney(row: OrderRow) {
  const { orderId, customerId, state, amountMinor, currency, capturedMinor, refunds, waiting } = row
  return {
    orderId,
    customerId,
    state,
    amountMinor,
    currency,
    capturedMinor,
    payments: row.payments.map(toPayment),
    refunds,
    waiting,
  }
}

function toPayment({ state, reason, ...payment }: PaymentRow): Payment {
  const standing = state === 'held' ? reason : state
  if (standing === null) throw new Error('a held payment has a reason')
  return { ...payment, standing }
}
