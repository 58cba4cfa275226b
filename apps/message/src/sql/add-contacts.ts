import type { Statement } from '@astria-bot/store'

/** Somebody who has not written yet. Parameters: id, channel, phone. */
export const addContacts: Statement = {
  name: 'messaging:add-contacts',
  text: 'insert into messaging.contacts (id, channel, phone) values ($1, $2, $3)',
}
