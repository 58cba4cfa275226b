import type { Transaction } from '@astria-bot/store'

const statement = {
  name: 'automation:remove-attribute-dates',
  text: `delete from automation.dates where contact_id = any ($1::uuid[]) and name like 'contact.attributes.%'`,
}

/** Forgets the dates of attributes, before those of the new snapshot are stored. */
export async function removeAttributeDates(tx: Transaction, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length > 0) await tx.query(statement, [contactIds])
}
