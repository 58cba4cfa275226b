import type { Statement } from '@astria-bot/store'

/** Parameters: channel, file key, media id, for how many days it can be sent. */
export const saveUpload: Statement = {
  name: 'messaging:save-upload',
  text: `
    insert into messaging.uploads (channel, file_key, media_id, valid_until)
    values ($1, $2, $3, now() + $4 * interval '1 day')
    on conflict (channel, file_key) do update set media_id = excluded.media_id, valid_until = excluded.valid_until`,
}

/** Parameters: channel, file keys. */
export const forgetUploads: Statement = {
  name: 'messaging:forget-uploads',
  text: 'delete from messaging.uploads where channel = $1 and file_key = any($2::text[])',
}
