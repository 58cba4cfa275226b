import type { Statement } from '@astria-bot/store'
import { subjectOf } from './subject-of.ts'

/**
 * From now on nobody finds these contacts: who writes again is somebody new. Their address and what is still to be
 * said stay until it was said. The subjects under which their messages came are noted for the job that deletes those from
 * the streams. Parameter: ids of contacts.
 */
export const beginErasure: Statement = {
  name: 'messaging:begin-erasure',
  text: `
    with gone as (select unnest($1::uuid[]) as id),
    aliases as (delete from messaging.contact_aliases where contact_id in (select id from gone) returning value),
    subjects as (
      insert into messaging.erased_subjects (subject) select distinct ${subjectOf('value')} from aliases
      on conflict (subject) do update set erased_at = now()
    ),
    timers as (delete from messaging.timers where contact_id in (select id from gone)),
    talk as (delete from messaging.conversations where contact_id in (select id from gone))
    update messaging.contacts set erasing_at = now() where id in (select id from gone) and erasing_at is null`,
}
