import type { Statement } from '@astria-bot/store'

/** Parameter: rows of NewContact. */
export const insertContacts: Statement = {
  name: 'messaging:insert-contacts',
  text: `
    insert into messaging.contacts (id, channel, user_id, parent_user_id, identity_hash, phone, name, username,
      last_inbound_at, window_expires_at)
    select id, channel, "userId", "parentUserId", "identityHash", phone, name, username, "wroteAt", "wroteAt" + interval '24 hours'
    from json_to_recordset($1::json) as given
      (id uuid, channel text, "userId" text, "parentUserId" text, "identityHash" text, phone text, name text, username text, "lastInboundAt" timestamptz),
      lateral (select case when "lastInboundAt" > now() then now() else "lastInboundAt" end as "wroteAt") as clamped`,
}
