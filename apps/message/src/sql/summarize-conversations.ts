import type { Statement } from '@astria-bot/store'

/** What a list shows of a conversation beside its contact. */
export interface ConversationSummary {
  contactId: string
  lastMessageId: string | null
  unread: number
  alerts: number
}

/** Parameter: ids of contacts. */
export const summarizeConversations: Statement = {
  name: 'messaging:summarize-conversations',
  text: `
    select c.id as "contactId",
      (select m.id from messaging.messages m where m.contact_id = c.id order by m.seq desc limit 1) as "lastMessageId",
      (select count(*)::int from (
        select from messaging.messages m
        where m.contact_id = c.id and m.direction = 'in' and m.read_at is null and m.seq > coalesce((
          select o.seq from messaging.messages o
          where o.contact_id = c.id and o.direction = 'out'
          order by o.seq desc limit 1
        ), 0)
        limit 100
      ) waiting) as unread,
      (select count(*)::int from messaging.alerts a where a.contact_id = c.id and a.resolved_at is null) as alerts
    from unnest($1::uuid[]) as c (id)`,
}
