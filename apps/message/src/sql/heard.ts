import type { Statement } from '@astria-bot/store'

/**
 * Something came in of these numbers, so that what is told of messages can come in. Parameters: numbers, and when it came
 * to the gateway.
 */
export const heardOfNumbers: Statement = {
  name: 'messaging:heard-of-numbers',
  text: `
    update messaging.messages m set heard_at = now()
    from unnest($1::text[], $2::timestamptz[]) as heard (channel, at)
    where m.state = 'unknown' and m.channel = heard.channel and m.heard_at is null and m.unknown_since < heard.at`,
}

/** The provider has answered that it knows nothing of these messages yet. Parameter: ids. */
export const heardOfMessages: Statement = {
  name: 'messaging:heard-of-messages',
  text: `
    update messaging.messages set heard_at = now()
    where id = any($1::uuid[]) and state = 'unknown' and heard_at is null`,
}
