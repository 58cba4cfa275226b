import type { Statement } from '@astria-bot/store'

/** A file that WhatsApp has. */
export interface UploadRow {
  key: string
  mediaId: string
}

/** Parameters: channel, file keys. */
export const findUploads: Statement = {
  name: 'messaging:find-uploads',
  text: `
    select file_key as key, media_id as "mediaId" from messaging.uploads
    where channel = $1 and file_key = any($2) and valid_until > now()`,
}
