import type { Statement } from '@astria-bot/store'

/** A number whose provider is asked what it received. */
export interface DueNumber {
  id: string
  /** From when on. */
  since: Date
  /** Up to when everything is known after that. */
  until: Date
}

/** What the list shows late, and what their clock says otherwise than ours. */
const overlap = `interval '5 minutes'`

/**
 * Takes a number whose turn it is; nobody else does for a while. Parameters: channels, ms until again, and in ms: how old a
 * message has to be, and how old it may be at most.
 */
export const claimReceived: Statement = {
  name: 'messaging:claim-received',
  text: `
    with due as (
      select id, received_until from messaging.channels
      where id = any($1::text[]) and received_due_at <= now()
      order by received_due_at limit 1
      for no key update skip locked
    )
    update messaging.channels c set received_due_at = now() + $2 * interval '1 millisecond'
    from due where c.id = due.id
    returning c.id, now() - $3 * interval '1 millisecond' as until,
      greatest(due.received_until - ${overlap}, c.created_at, now() - $4 * interval '1 millisecond') as since`,
}

/** Everything is known up to then. Parameters: channel, time. */
export const receivedUpTo: Statement = {
  name: 'messaging:received-up-to',
  text: 'update messaging.channels set received_until = greatest(received_until, $2::timestamptz) where id = $1',
}

/** Which of these events came in already, or were made up for. Parameters: consumers, ids. */
export const findHandled: Statement = {
  name: 'messaging:find-handled',
  text: `
    select event_id as "eventId" from messaging.inbox
    where consumer = any($1::text[]) and event_id = any($2::text[])`,
}
