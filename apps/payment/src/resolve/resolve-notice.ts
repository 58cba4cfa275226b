import type { Transaction } from '@astria-bot/store'
import { type Book, paymentName } from '../book/book.ts'
import type { NoticeEntry } from '../book/notice-of-order.ts'
import { openBook } from '../book/open-book.ts'
import { saveBook } from '../book/save-book.ts'
import { applyNotice } from '../events/apply-notice.ts'
import { isOrderId } from '../events/wanted-of.ts'
import { dismissNotice, noticeBySeq, noticeToOrder } from '../sql/notice-by-seq.ts'
import { insertResolution, resolutionsOf } from '../sql/resolutions.ts'
import { done, type Person, type Resolving, refused, type Verdict } from './resolving.ts'

/** What a person can do with a notice that waits. */
export type NoticeAction = { readonly action: 'matched'; readonly orderId: string } | { readonly action: 'dismissed' }

type Resolved = { readonly verdict: Verdict; readonly book?: Book }
type Request = { readonly seq: number; readonly wish: NoticeAction; readonly person: Person }

/** Decides about a notice: under the locks of the orders that it names, in one transaction, and once. */
export async function resolveNotice(resolving: Resolving, request: Request): Promise<Verdict> {
  try {
    return await attempt(resolving, request)
  } catch (err) {
    // The same payment was booked to another order at the same moment: the second look sees it.
    if ((err as { code?: string }).code !== '23505') throw err
    return attempt(resolving, request)
  }
}

async function attempt({ db, now, committed, crash }: Resolving, request: Request): Promise<Verdict> {
  const { seq, wish } = request
  const { verdict, book } = await db.transaction<Resolved>(async tx => {
    const seen = await noticeBySeq(tx, seq)
    if (!seen) return { verdict: refused(404, 'unknown_notice') }
    const { provider, noticeId, orderRef } = seen
    const wanted = {
      orderIds: [wish.action === 'matched' ? wish.orderId : orderRef].filter(isOrderId),
      contactIds: [],
      erasedContactIds: [],
      payments: [{ provider, noticeId }],
      // So that two people cannot match it to two orders, and its own order cannot take it meanwhile.
      orderRefs: [orderRef],
    }
    const opened = await openBook(tx, wanted, now())
    // As it is under the lock.
    const notice = await noticeBySeq(tx, seq)
    if (notice?.orderRef !== orderRef) return { verdict: await answerOfBefore(tx, seen, wish) }
    return wish.action === 'matched'
      ? match(tx, opened, notice, { ...request, wish })
      : { verdict: await dismiss(tx, opened, notice, request) }
  })
  crash('payment:after-decision')
  if (verdict.done) committed(book?.writes.reports ?? [])
  return verdict
}

async function match(
  tx: Transaction,
  book: Book,
  notice: NoticeEntry,
  { seq, wish: { orderId }, person }: Request & { wish: { action: 'matched'; orderId: string } },
): Promise<Resolved> {
  if (notice.state !== 'unmatched' && notice.state !== 'dismissed') {
    return { verdict: await answerOfBefore(tx, notice, { action: 'matched', orderId }) }
  }
  if (!book.cases.has(orderId)) return { verdict: refused(422, 'unknown_order') }
  const owner =
    notice.kind === 'refunded' ? undefined : book.paymentOwners.get(paymentName(notice.provider, notice.noticeId))
  if (owner !== undefined && owner !== orderId) return { verdict: refused(409, 'payment_of_another_order') }
  const { provider, kind, noticeId, type, orderRef, amountMinor, currency } = notice
  applyNotice(book, { provider, kind, noticeId, type, orderRef: orderId, amountMinor, currency }, undefined)
  await saveBook(tx, book)
  // After the payment, as the events do: who books the same payment at this moment waits, and nobody for each other.
  await noticeToOrder(tx, seq, fateOf(book, notice))
  await insertResolution(tx, { ...subjectOf(notice), action: 'matched', orderId, orderRef, ...person })
  return { verdict: done, book }
}

async function dismiss(tx: Transaction, book: Book, notice: NoticeEntry, { seq, person }: Request): Promise<Verdict> {
  if (notice.state === 'dismissed') return done
  if (!(await dismissNotice(tx, seq))) return refused(409, 'not_open')
  const { orderRef } = notice
  const orderId = book.cases.has(orderRef) ? orderRef : null
  await insertResolution(tx, { ...subjectOf(notice), action: 'dismissed', orderId, orderRef, ...person })
  return done
}

/** What became of it. `saveNotices` leaves a notice alone that is kept under another word for its order. */
function fateOf(book: Book, { provider, kind, noticeId }: NoticeEntry): NoticeEntry {
  const fate = book.writes.notices.find(
    other => other.provider === provider && other.kind === kind && other.noticeId === noticeId,
  )
  if (!fate) throw new Error('a notice that was applied has a fate')
  return fate
}

/** It does not wait any more: is that what was wished for now? */
async function answerOfBefore(tx: Transaction, notice: NoticeEntry, wish: NoticeAction): Promise<Verdict> {
  const [last] = await resolutionsOf(tx, subjectOf(notice))
  if (wish.action !== 'matched' || last?.action !== 'matched') return refused(409, 'not_open')
  return last.orderId === wish.orderId ? done : refused(409, 'matched_already')
}

function subjectOf({ provider, kind, noticeId }: NoticeEntry) {
  return { provider, kind, subjectId: noticeId } as const
}
