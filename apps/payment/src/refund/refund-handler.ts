import { isProvider, type Post, providers } from '@astria-bot/checkout'
import { RejectedError } from '@astria-bot/contracts'
import type { Fact } from '@astria-bot/pricing'
import type { EffectHandler, Transaction } from '@astria-bot/store'
import { applyFact } from '../book/apply-fact.ts'
import type { Report } from '../book/book.ts'
import { openBook } from '../book/open-book.ts'
import { saveBook } from '../book/save-book.ts'
import type { RefundRequest } from './refund-request.ts'

/** What a refund needs. */
export interface RefundDependencies {
  readonly refundUrl: string | undefined
  /** Signs the request. */
  readonly secret: string
  readonly fetch: Post
  readonly now: () => Date
  readonly report: (reports: readonly Report[]) => void
}

/** Asks the provider for the money back, and books it when the provider has confirmed it. */
export function refundHandler(dependencies: RefundDependencies): EffectHandler<RefundRequest, { confirmed: true }> {
  const { refundUrl, secret, fetch } = dependencies
  return {
    async perform(request) {
      if (!refundUrl) throw new RejectedError('refund_off', 'there is no address to ask for refunds any more')
      if (!isProvider(request.provider)) throw new RejectedError('unknown_provider', 'the provider is not known')
      await providers[request.provider].refund(request, { refundUrl, secret, fetch })
      return { confirmed: true }
    },
    // The request carries its own idempotency key: to ask again is the way to look.
    resolve: async () => null,
    done: (tx, request) => settle(tx, request, { type: 'refund_confirmed', refundId: request.refundId }, dependencies),
    failed: (tx, request) => settle(tx, request, { type: 'refund_refused', refundId: request.refundId }, dependencies),
  }
}

async function settle(
  tx: Transaction,
  { orderId }: RefundRequest,
  fact: Fact,
  { now, report }: RefundDependencies,
): Promise<void> {
  const wanted = { orderIds: [orderId], contactIds: [], erasedContactIds: [], payments: [] }
  const book = await openBook(tx, wanted, now())
  applyFact(book, orderId, fact, undefined)
  await saveBook(tx, book)
  report(book.writes.reports)
}
