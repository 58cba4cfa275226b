import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'maintenance:forget-announced',
  text: `delete from ops.announced where (kind, key) in (
      select kind, key from ops.announced where at < now() - $1 * interval '1 day' limit $2 for update skip locked)
    returning 1`,
}

/** Deletes a chunk of what was told long ago: it is past, and is not told again. */
export async function forgetAnnounced(tx: Transaction, days: number, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [days, chunk])
  return rows.length
}
