import type { OutboundContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/** A message of which nobody knows whether the provider took it. */
export interface UnknownMessage {
  id: string
  channel: string
  /** As it was sent. */
  content: OutboundContent
  phone: string | null
  userId: string | null
  triedAt: Date
}

/** Takes messages whose answer was lost. Parameters: channels, ms between two questions, how many at most. */
export const takeUnknownMessages: Statement = {
  name: 'messaging:take-unknown-messages',
  text: `
    with lost as (
      select id from messaging.messages
      where state = 'unknown' and channel = any($1::text[])
        and greatest(asked_at, unknown_since) < now() - $2 * interval '1 millisecond'
      order by unknown_since limit $3
      for update skip locked
    )
    update messaging.messages m set asked_at = now()
    from lost, messaging.contacts c where m.id = lost.id and c.id = m.contact_id
    returning m.id, m.channel, case when m.as_template then m.template else m.content end as content, c.phone,
      c.user_id as "userId", m.sending_at as "triedAt"`,
}
