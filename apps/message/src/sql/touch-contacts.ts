import type { Statement } from '@astria-bot/store'

/** Nobody can have written in the future: a clock that is ahead would leave the window open for years. */
const wroteAt = `case when given."lastInboundAt" > now() then now() else given."lastInboundAt" end`

/** What was written before a number or user id was exchanged for another comes from an address that is none any more. */
const isOld = (at: string) => `exists (
  select from messaging.messages m
  where m.contact_id = c.id and m.type = 'system' and m.occurred_at > given."${at}"
    and coalesce(m.content ->> 'phone', m.content ->> 'userId') is not null
)`

/**
 * Contacts wrote: how they are called now, and the end of the 24 hours in which we may answer freely. Parameters: rows of
 * Touch (`lastInboundAt` is null for what opens no window), and their ids once more, for the plan.
 */
export const touchContacts: Statement = {
  name: 'messaging:touch-contacts',
  text: `
    update messaging.contacts c set
      channel = given.channel,
      user_id = case when given."userId" <> c.user_id and ${isOld('userIdAt')} then c.user_id
        else coalesce(given."userId", c.user_id) end,
      parent_user_id = coalesce(given."parentUserId", c.parent_user_id),
      identity_hash = coalesce(given."identityHash", c.identity_hash),
      phone = case when given."phoneAt" is null or (given.phone is distinct from c.phone and ${isOld('phoneAt')})
        then c.phone else given.phone end,
      name = coalesce(given.name, c.name),
      username = coalesce(given.username, c.username),
      last_inbound_at = greatest(c.last_inbound_at, ${wroteAt}),
      window_expires_at = greatest(c.window_expires_at, ${wroteAt} + interval '24 hours')
    from json_to_recordset($1::json) as given
      (id uuid, channel text, "userId" text, "userIdAt" timestamptz, "parentUserId" text,
        "identityHash" text, phone text, "phoneAt" timestamptz, name text,
        username text, "lastInboundAt" timestamptz)
    where c.id = given.id and c.id = any($2::uuid[])`,
}
