import type { Statement } from '@astria-bot/store'

/** A message that WhatsApp accepted, and of which nothing was heard. */
export interface SilentMessage {
  id: string
  channel: string
  wamid: string
}

/**
 * Takes messages of which nothing was heard for as long as it should have taken: each is asked about once. Parameters:
 * channels, after how many ms, how many at most.
 */
export const takeSilentMessages: Statement = {
  name: 'messaging:take-silent-messages',
  text: `
    with silent as (
      select id from messaging.messages
      where state = 'accepted' and asked_at is null and channel = any($1::text[])
        and accepted_at < now() - $2 * interval '1 millisecond'
      order by accepted_at limit $3
      for update skip locked
    )
    update messaging.messages m set asked_at = now()
    from silent where m.id = silent.id and m.wamid is not null
    returning m.id, m.channel, m.wamid`,
}
