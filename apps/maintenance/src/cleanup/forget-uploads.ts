import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'maintenance:forget-uploads',
  text: `delete from messaging.uploads where (channel, file_key) in (
      select channel, file_key from messaging.uploads where valid_until < now() - interval '1 day'
      limit $1 for update skip locked)
    returning 1`,
}

/** Deletes a chunk of the ids of media that Meta has forgotten, too. */
export async function forgetUploads(tx: Transaction, chunk: number): Promise<number> {
  const rows = await tx.query(statement, [chunk])
  return rows.length
}
