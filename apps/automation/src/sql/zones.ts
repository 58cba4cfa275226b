import type { Queryable, Transaction } from '@astria-bot/store'

const save = {
  name: 'automation:save-zones',
  text: 'insert into automation.zones (name) select unnest($1::text[]) on conflict do nothing',
}
const load = { name: 'automation:load-zones', text: 'select name from automation.zones order by name' }

/** Remembers time zones of contacts. */
export async function saveZones(tx: Transaction, names: readonly string[]): Promise<void> {
  if (names.length > 0) await tx.query(save, [[...new Set(names)].sort()])
}

/** Every zone that a contact has or had. */
export async function loadZones(db: Queryable): Promise<string[]> {
  return (await db.query<{ name: string }>(load, [])).map(row => row.name)
}
