import type { MessageContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/** What somebody changed or took back before we had it. */
export interface EarlyCorrection {
  /** Of whoever they were then. */
  contactId: string
  channel: string
  /** Of the message that is corrected. */
  wamid: string
  /** Null: it was taken back. */
  content: MessageContent | null
  at: Date
  /** The event that told of it. */
  eventId: string
}

/** Parameters: ids of contacts, those who became part of others included; wamids. The oldest first. */
export const findEarlyCorrections: Statement = {
  name: 'messaging:find-early-corrections',
  text: `
    select m.contact_id as "contactId", m.channel, m.content ->> 'originalMessageId' as wamid,
      case m.type when 'edit' then m.content -> 'content' end as content, m.occurred_at as at, m.cause_id as "eventId"
    from messaging.messages m
    where m.contact_id = any($1::uuid[]) and m.type in ('edit', 'revoke') and m.direction = 'in'
      and m.content ->> 'originalMessageId' = any($2::text[])
    order by m.occurred_at, m.seq`,
}
