import type { Statement } from '@astria-bot/store'

/**
 * From now on nobody finds these contacts: who writes again is somebody new. Their address and what is still to be
 * said stay until it was said. Parameter: ids of contacts.
 */
export const beginErasure: Statement = {
  name: 'messaging:begin-erasure',
  text: `
    with gone as (select unnest($1::uuid[]) as id),
    aliases as (delete from messaging.contact_aliases where contact_id in (select id from gone)),
    timers as (delete from messaging.timers where contact_id in (select id from gone)),
    talk as (delete from messaging.conversations where contact_id in (select id from gone))
    update messaging.contacts set erasing_at = now() where id in (select id from gone) and erasing_at is null`,
}
