import type { Statement } from '@astria-bot/store'

/** Which of WhatsApp's names of messages we know, also of tries that it refused later. Parameters: channel, wamids. */
export const findKnownNames: Statement = {
  name: 'messaging:find-known-names',
  text: `
    select wamid from messaging.messages where channel = $1 and wamid = any($2::text[])
    union
    select refused.wamid from messaging.messages m, unnest(m.refused_wamids) as refused (wamid)
    where m.channel = $1 and m.refused_wamids && $2::text[]`,
}
