import type { Statement } from '@astria-bot/store'

/**
 * Notes the set that pictures are handed into, and answers what is known of them, in this shape: NewPicture without
 * what is absent. Parameter: rows of `pictureId`, `setId`.
 */
export const submitPictures: Statement = {
  name: 'messaging:submit-pictures',
  text: `
    update messaging.pictures p set set_id = given."setId", discarded_at = null
    from json_to_recordset($1::json) as given ("pictureId" uuid, "setId" uuid)
    where p.id = given."pictureId"
    returning p.id, p.contact_id as "contactId", p.channel, p.wamid, p.media_id as "mediaId",
      p.mime_type as "mimeType", p.sha256, p.url, p.sent_at as "sentAt"`,
}

/** Parameter: rows of `contactId`, `setId`. */
export const discardPictures: Statement = {
  name: 'messaging:discard-pictures',
  text: `
    update messaging.pictures p set discarded_at = now()
    from json_to_recordset($1::json) as given ("contactId" uuid, "setId" uuid)
    where p.contact_id = given."contactId" and p.set_id = given."setId" and p.discarded_at is null`,
}
