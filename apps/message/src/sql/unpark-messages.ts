import type { Statement } from '@astria-bot/store'

/** What waited for the customer to write again is sent, in its old order. Parameter: ids of contacts. */
export const unparkMessages: Statement = {
  name: 'messaging:unpark-messages',
  text: `
    with unparked as (
      update messaging.messages set state = 'queued', reason = null
      where contact_id = any($1::uuid[]) and state = 'parked'
      returning contact_id
    )
    update messaging.lanes l set due_at = coalesce(l.due_at, now()), pushes = l.pushes + 1
    where l.contact_id in (select contact_id from unparked)`,
}
