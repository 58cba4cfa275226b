import { createHash } from 'node:crypto'
import type { Transaction } from '@astria-bot/store'

/** What is known of a contact: the pseudonym, and whether the contact wanted to be forgotten. */
export interface CustomerRow {
  contactId: string
  customerId: string | null
  erased: boolean
}

const statement = {
  name: 'payment:load-customers',
  text: `select given.contact_id as "contactId", c.id as "customerId", e.contact_hash is not null as erased
    from unnest($1::uuid[], $2::text[]) as given (contact_id, contact_hash)
    left join payments.customers c on c.contact_id = given.contact_id
    left join payments.erasures e on e.contact_hash = given.contact_hash`,
}

/** Looks contacts up, each once. */
export async function loadCustomers(tx: Transaction, contactIds: readonly string[]): Promise<CustomerRow[]> {
  return contactIds.length === 0 ? [] : tx.query<CustomerRow>(statement, [contactIds, contactIds.map(contactHash)])
}

/** What is left of the id of a contact that was forgotten. */
export function contactHash(contactId: string): string {
  return createHash('sha256').update(contactId).digest('hex')
}
