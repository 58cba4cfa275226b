import type { Statement } from '@astria-bot/store'

/**
 * Which messages we have already, beyond the time that the inbox remembers: Meta repeats for days, and an operator may
 * replay even older ones. Parameters: channels, wamids.
 */
export const findStoredMessages: Statement = {
  name: 'messaging:find-stored-messages',
  text: `
    select m.channel, m.wamid
    from messaging.messages m
    where m.channel = any($1::text[]) and m.wamid = any($2::text[])`,
}
