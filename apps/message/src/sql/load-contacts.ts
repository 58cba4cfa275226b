import type { Statement } from '@astria-bot/store'
import type { Contact } from '../turns/contact.ts'

/** A contact with its conversation, as stored. */
export interface ContactRow extends Contact {
  mergedInto: string | null
}

const lock = `
  select c.id from messaging.contacts c
  where c.id = any(array(select coalesce(merged_into, id) from messaging.contacts where id = any($1::uuid[])))
  order by c.id
  for no key update`

/**
 * Locks contacts, always in the order of their ids, so that two batches never wait for each other in a circle.
 * Parameter: ids; who became part of another contact is that one. A conversation is changed only by who holds its contact.
 */
export const lockContactRows: Statement = { name: 'messaging:lock-contacts', text: lock }

/** The same, without those that somebody else holds. */
export const lockFreeContactRows: Statement = { name: 'messaging:lock-free-contacts', text: `${lock} skip locked` }

/**
 * Reads contacts that are locked. Parameter: ids. It has to be a statement of its own: one that waits for a lock still
 * sees the rows that it joins as they were before it waited, and the turn in between would be overwritten.
 */
export const loadContacts: Statement = {
  name: 'messaging:load-contacts',
  text: `
  select c.id, c.channel, coalesce(c.given_name, c.name) as name, c.name as "profileName", c.username, c.language,
    c.version, c.opted_out as "optedOut",
    (select max(o.at) from messaging.opt_outs o where o.contact_id = c.id) as "choiceAt", coalesce(c.handed_over_until > now(), false) as "handedOver", c.erasing_at is not null as gone,
    v.data as conversation, c.merged_into as "mergedInto",
    array(select f.id from messaging.contacts f where f.merged_into = c.id and f.merged_into is not null) as "formerIds"
  from messaging.contacts c
  left join messaging.conversations v on v.contact_id = c.id
  where c.id = any($1::uuid[])`,
}
