import { type Fact, isHeld, isSamePayment, leftOf, type PaymentKey } from '@astria-bot/pricing'
import { applyFact } from '../book/apply-fact.ts'
import type { Book } from '../book/book.ts'
import { openBook } from '../book/open-book.ts'
import { saveBook } from '../book/save-book.ts'
import { paymentBySeq } from '../sql/payment-by-seq.ts'
import { insertResolution, resolutionsOf } from '../sql/resolutions.ts'
import { done, type Person, type Resolving, refused, type Verdict } from './resolving.ts'

/** What a person can do with a payment that is held. */
export type PaymentAction = 'accepted' | 'returned' | 'dismissed'

/** Decides about a held payment: under the lock of its order, in one transaction, and once however often it is asked. */
export async function resolvePayment(
  resolving: Resolving,
  { seq, action, ...person }: { seq: number; action: PaymentAction } & Person,
): Promise<Verdict> {
  const { db, now, committed, crash } = resolving
  const { verdict, book } = await db.transaction<{ verdict: Verdict; book?: Book }>(async tx => {
    const key = await paymentBySeq(tx, seq)
    if (!key) return { verdict: refused(404, 'unknown_payment') }
    const { provider, paymentId, orderId } = key
    const opened = await openBook(
      tx,
      { orderIds: [orderId], contactIds: [], erasedContactIds: [], payments: [] },
      now(),
    )
    const subject = { provider, kind: 'payment', subjectId: paymentId } as const
    const [last] = await resolutionsOf(tx, subject)
    if (last?.action === action) return { verdict: done }
    const why = decide(opened, key, action, resolving)
    if (why !== null) return { verdict: refused(409, why) }
    await saveBook(tx, opened)
    await insertResolution(tx, { ...subject, action, orderId, orderRef: null, ...person })
    return { verdict: done, book: opened }
  })
  crash('payment:after-decision')
  if (book) committed(book.writes.reports)
  return verdict
}

/** Null when it can be done, else why not. */
function decide(
  book: Book,
  { provider, paymentId, orderId }: PaymentKey & { orderId: string },
  action: PaymentAction,
  { newId, automaticRefunds }: Resolving,
): string | null {
  const key = { provider, paymentId }
  if (action === 'dismissed') {
    const payment = book.cases.get(orderId)?.money.payments.find(other => isSamePayment(other, key))
    if (!payment || !isHeld(payment)) return 'not_held'
    return leftOf(payment) === 0 ? 'nothing_left' : null
  }
  const fact: Fact =
    action === 'accepted'
      ? { type: 'held_accepted', ...key }
      : { type: 'held_returned', refundId: newId(), automatic: automaticRefunds, ...key }
  const [first] = applyFact(book, orderId, fact, undefined)
  return first?.type === 'ignored' ? first.why : null
}
