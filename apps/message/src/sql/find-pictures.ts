import type { Statement } from '@astria-bot/store'

/** A picture, by the message that brought it. */
export interface PictureOfMessage {
  id: string
  /** Of whoever sent it then. */
  contactId: string
  channel: string
  wamid: string
}

/** Parameters: ids of contacts, those who became part of others included; wamids. */
export const findPictures: Statement = {
  name: 'messaging:find-pictures',
  text: `
    select id, contact_id as "contactId", channel, wamid from messaging.pictures
    where contact_id = any($1::uuid[]) and wamid = any($2::text[])`,
}
