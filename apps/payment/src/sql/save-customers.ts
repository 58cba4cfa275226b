import type { Transaction } from '@astria-bot/store'
import { contactHash } from './load-customers.ts'

const insert = {
  name: 'payment:insert-customers',
  text: 'insert into payments.customers (id, contact_id) select * from unnest($1::uuid[], $2::uuid[])',
}

/** Adds customers, each with the contact behind it. */
export async function insertCustomers(
  tx: Transaction,
  rows: readonly { customerId: string; contactId: string }[],
): Promise<void> {
  if (rows.length > 0) await tx.query(insert, [rows.map(row => row.customerId), rows.map(row => row.contactId)])
}

const remember = {
  name: 'payment:insert-erasures',
  text: 'insert into payments.erasures (contact_hash) select unnest($1::text[]) on conflict do nothing',
}
// What people wrote about their decisions may name the customer.
const forgetReasons = {
  name: 'payment:forget-reasons',
  text: `update payments.resolutions set reason = null where order_id in (
      select o.id from payments.orders o join payments.customers c on c.id = o.customer_id
      where c.contact_id = any($1::uuid[]))`,
}
const forget = {
  name: 'payment:forget-contacts',
  text: 'update payments.customers set contact_id = null, erased_at = now() where contact_id = any($1::uuid[])',
}

/** Leaves nothing of contacts but their pseudonyms. */
export async function forgetContacts(tx: Transaction, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await tx.query(remember, [contactIds.map(contactHash)])
  await tx.query(forgetReasons, [contactIds])
  await tx.query(forget, [contactIds])
}
