import { type Database, payments } from '@astria-bot/store'
import { asc, desc, inArray, type SQL } from 'drizzle-orm'

const { ledgerTransactions, ledgerEntries } = payments

/** Transactions of the ledger with their entries, the newest first. */
export async function selectLedger(db: Database, { where, limit }: { where: SQL | undefined; limit: number }) {
  const transactions = await db.drizzle
    .select()
    .from(ledgerTransactions)
    .where(where)
    .orderBy(desc(ledgerTransactions.seq))
    .limit(limit)
  const keys = transactions.map(({ key }) => key)
  const entries =
    keys.length === 0
      ? []
      : await db.drizzle
          .select()
          .from(ledgerEntries)
          .where(inArray(ledgerEntries.transactionKey, keys))
          .orderBy(asc(ledgerEntries.id))
  return transactions.map(({ key, seq, kind, orderId, bookedAt }) => ({
    key,
    seq,
    kind,
    orderId,
    bookedAt: bookedAt.toISOString(),
    entries: entries
      .filter(entry => entry.transactionKey === key)
      .map(({ account, amountMinor, currency }) => ({ account, amountMinor, currency })),
  }))
}
