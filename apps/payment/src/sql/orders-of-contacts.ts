import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'payment:orders-of-contacts',
  text: `select o.id from payments.orders o join payments.customers c on c.id = o.customer_id
    where c.contact_id = any($1::uuid[])`,
}

/** The ids of all orders of these contacts. */
export async function ordersOfContacts(tx: Transaction, contactIds: readonly string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const rows = await tx.query<{ id: string }>(statement, [contactIds])
  return rows.map(row => row.id)
}
