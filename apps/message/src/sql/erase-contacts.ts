import type { Statement } from '@astria-bot/store'
import { subjectOf } from './subject-of.ts'

const gone = `
    select c.id from messaging.contacts c
    where c.erasing_at is not null and c.erased_at is null
      and (c.erasing_at < now() - $1 * interval '1 millisecond' or not exists (
        select from messaging.messages m where m.contact_id = c.id and m.state in ('queued', 'sending', 'unknown')
      ))`

/**
 * Contacts to whom the goodbye was said (or could not be, for as long as the parameter in ms tells) and who are to be
 * forgotten now. Second parameter: how many at most.
 */
export const findGoneContacts: Statement = { name: 'messaging:find-gone-contacts', text: `${gone} limit $2` }

/** The same, locked, without those that somebody else holds. Second parameter: among which ids. */
export const lockGoneContacts: Statement = {
  name: 'messaging:lock-gone-contacts',
  text: `${gone} and c.id = any($2::uuid[]) for update of c skip locked`,
}

/**
 * Deletes what is kept about contacts; the row that is left says only that there was somebody and when they were
 * forgotten, and how many stars they gave. The subjects of their events are noted for the job that deletes those events
 * from the streams: until now, the statuses of the goodbye included. Parameter: ids.
 */
export const eraseContacts: Statement = {
  name: 'messaging:erase-contacts',
  text: `
    with gone as (select unnest($1::uuid[]) as id),
    files as (
      delete from messaging.uploads where file_key in (
        select file_key from messaging.messages where contact_id in (select id from gone) and file_key is not null
      )
    ),
    messages as (delete from messaging.messages where contact_id in (select id from gone)),
    lanes as (delete from messaging.lanes where contact_id in (select id from gone)),
    pictures as (delete from messaging.pictures where contact_id in (select id from gone)),
    alerts as (delete from messaging.alerts where contact_id in (select id from gone)),
    choices as (delete from messaging.opt_outs where contact_id in (select id from gone)),
    news as (delete from messaging.account_changes where contact_id in (select id from gone)),
    timers as (delete from messaging.timers where contact_id in (select id from gone)),
    talk as (delete from messaging.conversations where contact_id in (select id from gone)),
    aliases as (delete from messaging.contact_aliases where contact_id in (select id from gone)),
    subjects as (
      insert into messaging.erased_subjects (subject)
        select ${subjectOf('user_id')} from messaging.contacts where id in (select id from gone) and user_id is not null
        union select ${subjectOf('phone')} from messaging.contacts where id in (select id from gone) and phone is not null
        union select id::text from gone
      on conflict (subject) do update set erased_at = now()
    ),
    ratings as (update messaging.ratings set feedback = null where contact_id in (select id from gone))
    update messaging.contacts set
      user_id = null, parent_user_id = null, identity_hash = null, phone = null, name = null, given_name = null, username = null, language = null,
      time_zone = null, birthday = null, tags = '{}', attributes = '{}', handed_over_at = null,
      handed_over_until = null, handed_over_by = null, handed_over_reason = null, consent_version = null,
      consent_at = null, last_inbound_at = null, window_expires_at = null, erased_at = now()
    where id in (select id from gone)`,
}
