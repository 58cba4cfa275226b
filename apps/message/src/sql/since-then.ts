import type { Statement } from '@astria-bot/store'

/** What happened at a number since something was told about it. */
export interface SinceThen {
  /** From 1, in the parameters. */
  place: number
  /** It was set going again, or messages of it reached WhatsApp's users. */
  goneOn: boolean
  /** The templates of its account were read. */
  listRead: boolean
}

/**
 * Five minutes, because what was under way is still sent for a while. That WhatsApp accepted a message proves nothing:
 * some refusals are only told later. Of messages only the newest are looked at: they lie together. Parameters: channels;
 * when something was told of each, null: now.
 */
export const sinceThen: Statement = {
  name: 'messaging:since-then',
  text: `
    with newest as materialized (
      select channel, sent_at from messaging.messages order by seq desc limit 1000
    )
    select told.place::int as place, coalesce(c.templates_read_at > told.at, false) as "listRead",
      coalesce(c.resumed_at > told.at, false) or exists (
        select from newest where newest.channel = c.id and newest.sent_at > told.at + interval '5 minutes'
      ) as "goneOn"
    from unnest($1::text[], $2::timestamptz[]) with ordinality as told (channel, at, place)
    join messaging.channels c on c.id = told.channel`,
}
