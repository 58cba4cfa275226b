import type { OutboundContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/** A message as it was sent. */
export interface SentContent {
  channel: string
  content: OutboundContent
}

/** Parameter: ids of messages. */
export const sentContents: Statement = {
  name: 'messaging:sent-contents',
  text: `
    select channel, case when as_template then template else content end as content
    from messaging.messages where id = any($1::uuid[])`,
}
