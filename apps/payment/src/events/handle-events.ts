import {
  consumerOf,
  erasureRequested,
  isEvent,
  type KnownEvent,
  orderPlaced,
  paymentNoticeReceived,
  portraitsReady,
  tuneFailed,
} from '@astria-bot/contracts'
import type { Prices } from '@astria-bot/pricing'
import { type Database, rememberEvents, type Transaction } from '@astria-bot/store'
import type { Book, Report } from '../book/book.ts'
import { openBook } from '../book/open-book.ts'
import { saveBook } from '../book/save-book.ts'
import { onErasureRequested } from './erasure-requested.ts'
import { type OpenCheckout, onOrderPlaced } from './order-placed.ts'
import { onPaymentNotice } from './payment-notice.ts'
import { onPortraitsReady } from './portraits-ready.ts'
import { onTuneFailed } from './tune-failed.ts'
import { wantedOf } from './wanted-of.ts'

/** The consumer of this app, and what it listens to. */
export const paymentConsumer = consumerOf('payment', 'payment')

/** What events are handled with. */
export interface EventDependencies {
  readonly db: Database
  readonly prices: Prices
  readonly openCheckout: OpenCheckout
  /** Whether the provider can be asked for refunds. */
  readonly automaticRefunds: boolean
  readonly now: () => Date
  readonly newId: () => string
  /** After the commit. */
  readonly committed: (reports: readonly Report[]) => void
  readonly crash: (point: string) => void
}

/** Handles a batch in one transaction: all of it, or nothing. */
export function handleEvents(dependencies: EventDependencies): (batch: readonly KnownEvent[]) => Promise<void> {
  const { db, now, committed, crash } = dependencies
  return async batch => {
    const book = await db.transaction(async tx => {
      const fresh = await takeNew(tx, batch)
      if (fresh.length === 0) return null
      const opened = await openBook(tx, wantedOf(fresh), now())
      for (const event of fresh) handle(opened, event, dependencies)
      await saveBook(tx, opened)
      crash('payment:before-commit')
      return opened
    })
    crash('payment:after-commit')
    if (book) committed(book.writes.reports)
  }
}

/** The events that were not handled before, each once. */
async function takeNew(tx: Transaction, batch: readonly KnownEvent[]): Promise<KnownEvent[]> {
  const byId = new Map(batch.map(event => [event.id, event]))
  const fresh = await rememberEvents(tx, 'payments', paymentConsumer.durable, [...byId.keys()])
  return [...byId.values()].filter(event => fresh.has(event.id))
}

function handle(book: Book, event: KnownEvent, dependencies: EventDependencies): void {
  if (isEvent(orderPlaced, event)) onOrderPlaced(book, event, dependencies)
  else if (isEvent(paymentNoticeReceived, event)) onPaymentNotice(book, event)
  else if (isEvent(tuneFailed, event)) onTuneFailed(book, event, dependencies)
  else if (isEvent(portraitsReady, event)) onPortraitsReady(book, event)
  else if (isEvent(erasureRequested, event)) onErasureRequested(book, event)
}
