import type { Transaction } from '@astria-bot/store'

// Two kinds of advisory locks of this app (the first number). Taken in the order of the hash, contacts before orders, so
// that two batches wait for each other instead of deadlocking.
const statement = {
  name: 'payment:lock',
  text: `select pg_advisory_xact_lock($1, hash)
    from (select distinct hashtext(id) as hash from unnest($2::text[]) as given (id) order by 1) as sorted`,
}

/** Nobody else decides about these contacts until the transaction ends. */
export async function lockContacts(tx: Transaction, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length > 0) await tx.query(statement, [7073_01, contactIds])
}

/** Nobody else decides about these orders until the transaction ends: also not about one that is not there yet. */
export async function lockOrders(tx: Transaction, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length > 0) await tx.query(statement, [7073_02, orderIds])
}
