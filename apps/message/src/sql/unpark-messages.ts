import type { Statement } from '@astria-bot/store'

/** What waited for the customer to write again is sent, in its old order. Parameter: ids of contacts, those who became part of others included. */
export const unparkMessages: Statement = {
  name: 'messaging:unpark-messages',
  text: `
    with unparked as (
      update messaging.messages set state = 'queued', reason = null, as_template = false
      where contact_id = any($1::uuid[]) and state = 'parked' and parked_until is null
      returning contact_id
    )
    update messaging.lanes l set due_at = coalesce(l.due_at, now()), pushes = l.pushes + 1
    where l.contact_id in (select contact_id from unparked)`,
}

/** What waited long enough is tried again, and what is too old by now is looked at for the last time. Answers how many. */
export const unparkDue: Statement = {
  name: 'messaging:unpark-due',
  text: `
    with due as (
      select id from messaging.messages
      where state = 'parked' and least(parked_until, expires_at) <= now()
      order by least(parked_until, expires_at) limit 500
      for update skip locked
    ),
    unparked as (
      update messaging.messages m set state = 'queued', parked_until = null
      from due where m.id = due.id
      returning m.contact_id
    )
    update messaging.lanes l set due_at = coalesce(l.due_at, now()), pushes = l.pushes + 1
    where l.contact_id in (select contact_id from unparked)
    returning l.contact_id`,
}
