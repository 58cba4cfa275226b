import type { Posting } from '@astria-bot/pricing'
import type { Transaction } from '@astria-bot/store'

// No `on conflict`: a key that is there already means that money would be booked twice, and must fail.
const statement = {
  name: 'payment:book-postings',
  text: `with posting as (
      select key, kind, "orderId", entries
      from json_to_recordset($1::json) as given (key text, kind text, "orderId" uuid, entries json)
    ), booked as (
      insert into payments.ledger_transactions (key, kind, order_id) select key, kind, "orderId" from posting
    )
    insert into payments.ledger_entries (transaction_key, account, amount_minor, currency)
    select key, account, "amountMinor", currency from posting
    cross join json_to_recordset(entries) as entry (account text, "amountMinor" bigint, currency text)`,
}

/** Adds transactions to the ledger. */
export async function bookPostings(
  tx: Transaction,
  postings: readonly { orderId: string; posting: Posting }[],
): Promise<void> {
  if (postings.length === 0) return
  await tx.query(statement, [JSON.stringify(postings.map(({ orderId, posting }) => ({ orderId, ...posting })))])
}
