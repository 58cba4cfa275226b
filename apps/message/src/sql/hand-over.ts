import type { Statement } from '@astria-bot/store'

const staysLonger = `($4::timestamptz is null and handed_over_until > now() + $5 * interval '1 millisecond')`

/**
 * A person answers from now on. Parameters: id of the contact, by whom, why, until when (null: for at least as long as
 * the next parameter says, in ms, and whoever stays longer already stays), the name of the timer that hands back.
 * Nobody is forgotten for more than 30 days.
 */
export const handOverContact: Statement = {
  name: 'messaging:hand-over-contact',
  text: `
    with taken as (
      update messaging.contacts set
        handed_over_at = case when handed_over_until > now() then handed_over_at else now() end,
        handed_over_by = case when ${staysLonger} then handed_over_by else $2 end,
        handed_over_reason = case when ${staysLonger} then handed_over_reason else $3 end,
        handed_over_until = case when ${staysLonger} then handed_over_until else least(
          coalesce($4::timestamptz, now() + $5 * interval '1 millisecond'), now() + interval '30 days') end
      where id = $1::uuid
      returning id, handed_over_until
    )
    insert into messaging.timers (contact_id, name, due_at)
    select id, $6, handed_over_until from taken
    on conflict (contact_id, name) do update set due_at = excluded.due_at`,
}

/**
 * The person has just written: they stay for a while from now on. Parameters: id of the contact, how long (ms), the
 * name of the timer.
 */
export const prolongHandOver: Statement = {
  name: 'messaging:prolong-hand-over',
  text: `
    with stays as (
      update messaging.contacts set
        handed_over_until = greatest(handed_over_until, now() + $2 * interval '1 millisecond')
      where id = $1::uuid and handed_over_until > now()
      returning id, handed_over_until
    )
    update messaging.timers t set due_at = stays.handed_over_until
    from stays where t.contact_id = stays.id and t.name = $3`,
}

/** The bot answers again. Parameters: ids of contacts, the name of the timer. Answers who was handed over. */
export const handBackContacts: Statement = {
  name: 'messaging:hand-back-contacts',
  text: `
    with timers as (delete from messaging.timers where contact_id = any($1::uuid[]) and name = $2)
    update messaging.contacts set
      handed_over_at = null, handed_over_until = null, handed_over_by = null, handed_over_reason = null
    where id = any($1::uuid[]) and handed_over_at is not null
    returning id`,
}
