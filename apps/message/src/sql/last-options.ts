import type { OutboundContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/** What was offered to a contact last. */
export interface LastOptions {
  contactId: string
  content: OutboundContent
}

/** Of contacts to whom the last message with something to tap went as words with numbers. Parameter: ids. */
export const lastNumberedOptions: Statement = {
  name: 'messaging:last-numbered-options',
  text: `
    select contact.id as "contactId", m.content
    from unnest($1::uuid[]) as contact (id)
    cross join lateral (
      select content, numbered from messaging.messages
      where contact_id = contact.id and direction = 'out' and type in ('buttons', 'list') and accepted_at is not null
      order by seq desc limit 1
    ) m
    where m.numbered`,
}
