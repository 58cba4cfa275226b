import type { Statement } from '@astria-bot/store'

/** Which messages are stored. Parameter: ids. */
export const findMessages: Statement = {
  name: 'messaging:find-messages',
  text: 'select id from messaging.messages where id = any($1::uuid[])',
}
