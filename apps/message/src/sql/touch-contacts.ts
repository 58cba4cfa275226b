import type { Statement } from '@astria-bot/store'

/**
 * Contacts wrote: how they are called now, and the end of the 24 hours in which we may answer freely. Parameters: rows of
 * Touch (`lastInboundAt` is null for what opens no window), and their ids once more, for the plan.
 */
export const touchContacts: Statement = {
  name: 'messaging:touch-contacts',
  text: `
    update messaging.contacts c set
      channel = given.channel,
      user_id = coalesce(given."userId", c.user_id),
      phone = coalesce(given.phone, c.phone),
      name = coalesce(given.name, c.name),
      username = coalesce(given.username, c.username),
      last_inbound_at = greatest(c.last_inbound_at, given."lastInboundAt"),
      window_expires_at = greatest(c.window_expires_at, given."lastInboundAt" + interval '24 hours')
    from json_to_recordset($1::json) as given
      (id uuid, channel text, "userId" text, phone text, name text, username text, "lastInboundAt" timestamptz)
    where c.id = given.id and c.id = any($2::uuid[])`,
}
