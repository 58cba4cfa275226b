import type { Statement } from '@astria-bot/store'

/** A name that WhatsApp knows somebody by. */
export interface Alias {
  channel: string
  kind: 'user_id' | 'phone'
  value: string
}

/** A known name: whose it is, and which user id that contact goes by. */
export interface KnownAlias extends Alias {
  contactId: string
  userId: string | null
}

/**
 * Parameters: channels, values; answers every combination that there is. Arrays and not rows: a join with rows would
 * let a plan that was made while the table was small read all of it ever after.
 */
export const findAliases: Statement = {
  name: 'messaging:find-aliases',
  text: `
    select a.channel, a.kind, a.value, a.contact_id as "contactId", c.user_id as "userId"
    from messaging.contact_aliases a
    join messaging.contacts c on c.id = a.contact_id
    where a.channel = any($1::text[]) and a.kind in ('user_id', 'phone') and a.value = any($2::text[])`,
}
