import type { Statement } from '@astria-bot/store'

/** A message that WhatsApp accepted, and of which nothing was heard. */
export interface SilentMessage {
  id: string
  channel: string
  wamid: string
}

/**
 * Takes messages of which nothing was heard for as long as it should have taken. Each is asked about four times at most,
 * each time six times as late: somebody's phone may be off. A question that had no answer is put again after half of the
 * time since the message was accepted, and those that were never put come first. Parameters: channels, after how many ms,
 * how many at most.
 */
export const takeSilentMessages: Statement = {
  name: 'messaging:take-silent-messages',
  text: `
    with silent as (
      select id from messaging.messages
      where state = 'accepted' and asks < 4 and channel = any($1::text[]) and wamid is not null
        and accepted_at < now() - $2 * power(6, asks) * interval '1 millisecond'
        and (asked_at is null or asked_at < now() - greatest($2 * interval '1 millisecond', (asked_at - accepted_at) / 2))
      order by asked_at nulls first, accepted_at limit $3
      for update skip locked
    )
    update messaging.messages m set asked_at = now(), asks = asks + 1
    from silent where m.id = silent.id
    returning m.id, m.channel, m.wamid`,
}

/** There was no answer: the question is put again. Parameter: ids of messages. */
export const askAgain: Statement = {
  name: 'messaging:ask-again',
  text: 'update messaging.messages set asks = asks - 1 where id = any($1::uuid[]) and asks > 0',
}
