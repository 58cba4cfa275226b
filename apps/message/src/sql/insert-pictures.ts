import type { Statement } from '@astria-bot/store'

/** Parameter: rows of NewPicture. */
export const insertPictures: Statement = {
  name: 'messaging:insert-pictures',
  text: `
    insert into messaging.pictures (id, contact_id, channel, wamid, media_id, mime_type, sha256, url, sent_at)
    select id, "contactId", channel, wamid, "mediaId", "mimeType", sha256, url, "sentAt"
    from json_to_recordset($1::json) as given (id uuid, "contactId" uuid, channel text, wamid text, "mediaId" text,
      "mimeType" text, sha256 text, url text, "sentAt" timestamptz)
    on conflict (id) do nothing`,
}
