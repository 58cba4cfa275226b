import type { Transaction } from '@astria-bot/store'
import type { KnownContact } from './load-known.ts'

const statement = {
  name: 'automation:load-before',
  text: `select given.id as "contactId", c.snapshot, a.last_inbound_at as "lastInboundAt",
      e.contact_id is not null as erased,
      coalesce((select revision from automation.library where id = 1), 0) as revision
    from unnest($1::uuid[]) as given (id)
    left join automation.contacts c on c.contact_id = given.id
    left join automation.activity a on a.contact_id = given.id
    left join automation.erasures e on e.contact_id = given.id`,
}

/** What is there before a batch of events is looked at: one statement, because every batch asks for it. */
export interface Before {
  readonly known: Map<string, KnownContact>
  readonly erased: Set<string>
  /** Of the library of automations; undefined where there was nothing to read. */
  readonly revision: number | undefined
}

/** Reads it for contacts that are locked. */
export async function loadBefore(tx: Transaction, contactIds: readonly string[]): Promise<Before> {
  if (contactIds.length === 0) return { known: new Map(), erased: new Set(), revision: undefined }
  const rows = await tx.query<
    Omit<KnownContact, 'snapshot'> & { snapshot: KnownContact['snapshot'] | null; erased: boolean; revision: string }
  >(statement, [contactIds])
  const known = new Map<string, KnownContact>()
  for (const { contactId, snapshot, lastInboundAt } of rows) {
    if (snapshot) known.set(contactId, { contactId, snapshot, lastInboundAt })
  }
  return {
    known,
    erased: new Set(rows.flatMap(row => (row.erased ? [row.contactId] : []))),
    revision: Number(rows[0]?.revision ?? 0),
  }
}
