import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'imaging:is-erased',
  text: 'select contact_id from imaging.erasures where contact_id = $1',
}

/** Whether a contact's data is to be gone. */
export async function isErased(db: Queryable, contactId: string): Promise<boolean> {
  return (await db.query(statement, [contactId])).length > 0
}
