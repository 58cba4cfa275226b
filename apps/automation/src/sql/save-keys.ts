import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'automation:save-keys',
  text: `insert into automation.contact_keys as k (key, contact_id)
    select * from unnest($1::text[], $2::uuid[])
    on conflict (key) do update set contact_id = excluded.contact_id where k.contact_id <> excluded.contact_id`,
}

/** Remembers whose a subject is. */
export async function saveKeys(tx: Transaction, keys: ReadonlyMap<string, string>): Promise<void> {
  if (keys.size > 0) await tx.query(statement, [[...keys.keys()], [...keys.values()]])
}
