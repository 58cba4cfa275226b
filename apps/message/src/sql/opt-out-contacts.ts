import type { Statement } from '@astria-bot/store'

/** Parameter: ids of contacts. */
export const optOutContacts: Statement = {
  name: 'messaging:opt-out-contacts',
  text: `
    update messaging.contacts c set opted_out = true
    from (select id from messaging.contacts where id = any($1::uuid[]) order by id for no key update) as given
    where c.id = given.id`,
}
