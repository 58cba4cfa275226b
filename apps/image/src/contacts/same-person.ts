import type { Queryable } from '@astria-bot/store'

const statement = {
  name: 'imaging:same-person',
  text: `with remains as (select coalesce((select "into" from imaging.merged_contacts where contact_id = $1), $1) as id)
    select id from remains
    union
    select m.contact_id from imaging.merged_contacts m join remains on m."into" = remains.id
    union
    select $1::uuid`,
}

/** The ids under which somebody is known: their own, and those of contacts who turned out to be the same person. */
export async function samePerson(db: Queryable, contactId: string): Promise<string[]> {
  return (await db.query<{ id: string }>(statement, [contactId])).map(({ id }) => id)
}
