import type { Statement } from '@astria-bot/store'

/** A timer, by its contact and name. */
export interface Timer {
  contactId: string
  name: string
}

/** What is due now, by the database's clock; locks nothing. Parameter: how many at most. */
export const dueTimers: Statement = {
  name: 'messaging:due-timers',
  text: `
    select contact_id as "contactId", name from messaging.timers
    where due_at <= now() order by due_at limit $1`,
}

/**
 * Takes the timers of locked contacts that are still due: another replica may have rung them, a turn may have moved
 * them. Parameter: ids of the contacts.
 */
export const takeTimers: Statement = {
  name: 'messaging:take-timers',
  text: `
    delete from messaging.timers
    where contact_id = any($1::uuid[]) and due_at <= clock_timestamp()
    returning contact_id as "contactId", name`,
}
