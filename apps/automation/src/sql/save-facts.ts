import type { Queryable, Transaction } from '@astria-bot/store'

/** What is known of an order or a model; what is not given stays as it was. */
export interface Fact {
  contactId: string
  kind: 'order' | 'model'
  ref: string
  data: Readonly<Record<string, unknown>>
}

const save = {
  name: 'automation:save-fact',
  text: `insert into automation.facts as f (contact_id, kind, ref, data) values ($1, $2, $3, $4)
    on conflict (contact_id, kind, ref) do update set data = (f.data::jsonb || excluded.data::jsonb)::json`,
}
const load = {
  name: 'automation:load-facts',
  text: `select contact_id as "contactId", kind, ref, data from automation.facts where contact_id = any ($1::uuid[])
    order by contact_id, kind, ref`,
}

/** Adds to what is known. */
export async function saveFacts(tx: Transaction, facts: readonly Fact[]): Promise<void> {
  for (const { contactId, kind, ref, data } of facts) await tx.query(save, [contactId, kind, ref, JSON.stringify(data)])
}

/** Everything that is known of some contacts. */
export async function loadFacts(db: Queryable, contactIds: readonly string[]): Promise<Fact[]> {
  return contactIds.length === 0 ? [] : db.query<Fact>(load, [contactIds])
}
