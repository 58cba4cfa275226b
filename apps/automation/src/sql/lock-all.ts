import type { Transaction } from '@astria-bot/store'

const lock = (what: 'key' | 'contact') => ({
  name: `automation:lock-${what}s`,
  text: `select pg_advisory_xact_lock(hash) from (
      select hashtextextended('automation:${what}:' || id, 0) as hash from unnest($1::text[]) as given (id) order by id
    ) as hashes`,
})
const locks = { key: lock('key'), contact: lock('contact') }

/**
 * Holds subjects or contacts until the transaction ends, whether they are known yet or not. Whoever needs both takes
 * the keys first and the contacts second, each in one call: no two transactions then wait for each other in a circle.
 */
export async function lockAll(tx: Transaction, what: 'key' | 'contact', ids: Iterable<string>): Promise<void> {
  const sorted = [...new Set(ids)].sort()
  if (sorted.length > 0) await tx.query(locks[what], [sorted])
}
