import type { Statement } from '@astria-bot/store'

/**
 * A person has read a customer's message, and with it those before it. Parameter: its id. Answers its name at WhatsApp
 * if it was not read before.
 */
export const readMessages: Statement = {
  name: 'messaging:read-messages',
  text: `
    with last as (
      select id, contact_id, seq from messaging.messages where id = $1::uuid and direction = 'in'
    ),
    seen as (
      update messaging.messages m set state = 'read', read_at = now()
      from last
      where m.contact_id = last.contact_id and m.seq <= last.seq and m.direction = 'in' and m.read_at is null
      returning m.id, m.channel, m.wamid
    )
    select seen.channel, seen.wamid from seen join last using (id) where seen.wamid is not null`,
}

/**
 * A message is not to be sent after all. Whoever claims it at this moment decides: one that is on its way is not taken
 * back. Parameter: its id. Answers it if it was still here.
 */
export const cancelMessage: Statement = {
  name: 'messaging:cancel-message',
  text: `
    update messaging.messages set state = 'dropped', reason = 'cancelled', once = null
    where id = $1::uuid and direction = 'out' and state in ('queued', 'parked')
    returning contact_id as "contactId"`,
}
