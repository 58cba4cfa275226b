import type { Transaction } from '@astria-bot/store'

const lock = (mode: 'shared' | 'exclusive') => ({
  name: `imaging:lock-contacts-${mode}`,
  text: `select pg_advisory_xact_lock${mode === 'shared' ? '_shared' : ''}(key) from (
      select hashtextextended('imaging:' || id, 0) as key from unnest($1::text[]) as given (id) order by id
    ) as keys`,
})
const locks = { shared: lock('shared'), exclusive: lock('exclusive') }

const findErased = {
  name: 'imaging:find-erased',
  text: 'select contact_id as "contactId" from imaging.erasures where contact_id = any ($1::uuid[])',
}

/**
 * Holds contacts until the transaction ends, and tells which of them are erased: whoever stores something about a
 * contact holds it shared, erasure and the judging of a set hold it alone.
 */
export async function lockContacts(
  tx: Transaction,
  contactIds: readonly string[],
  mode: 'shared' | 'exclusive',
): Promise<{ erased: Set<string> }> {
  const ids = [...new Set(contactIds)].sort()
  if (ids.length === 0) return { erased: new Set() }
  await tx.query(locks[mode], [ids])
  // A statement of its own: it sees what the previous holder committed.
  const rows = await tx.query<{ contactId: string }>(findErased, [ids])
  return { erased: new Set(rows.map(row => row.contactId)) }
}
