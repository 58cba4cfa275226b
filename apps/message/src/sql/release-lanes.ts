import type { Statement } from '@astria-bot/store'

/** How far a message is known to be, for the one behind it. */
export interface Progress {
  contactId: string
  messageId: string
  level: 'sent' | 'delivered'
}

/**
 * The message that left last is as far as the next one waits for. Parameters: contacts, messages, levels. Answers the
 * lanes in which something may go now.
 */
export const releaseLanes: Statement = {
  name: 'messaging:release-lanes',
  text: `
    with held as materialized (
      select l.contact_id from messaging.lanes l
      join unnest($1::uuid[], $2::uuid[], $3::text[]) as given (contact_id, message_id, level)
        on l.contact_id = given.contact_id and l.held_by = given.message_id
          and (l.held_for = 'sent' or given.level = 'delivered')
      where l.contact_id = any($1::uuid[])
      order by l.contact_id for update of l
    )
    update messaging.lanes l set
      due_at = case when l.due_at is not null then now() end,
      held_by = null, held_until = null
    from held where l.contact_id = held.contact_id and l.held_by is not null
    returning l.contact_id as "contactId"`,
}
