import type { Statement } from '@astria-bot/store'

/**
 * Parameters: rows of NewMessage in the order in which they are said; after how many ms an unsent one expires. What has
 * a `once` key that was said already is left out. The lane of each contact with something to send becomes due, unless
 * it waits for something (a lease, a back-off, the message before): its head has to leave first.
 */
export const insertMessages: Statement = {
  name: 'messaging:insert-messages',
  text: `
    with inserted as (
      insert into messaging.messages (id, contact_id, channel, direction, type, content, state, cause_id, wamid,
        group_id, occurred_at, once, essential, file_key, template, requester, context, referral, expires_at)
      select id, "contactId", channel, direction, type, content, state, "causeId", wamid,
        "groupId", "occurredAt", once, coalesce(essential, true), "fileKey", template, requester, context, referral,
        case when direction = 'out' then coalesce("expiresAt", now() + $2 * interval '1 millisecond') end
      from rows from (json_to_recordset($1::json) as
        (id uuid, "contactId" uuid, channel text, direction text, type text, content json, state text, "causeId" text,
        wamid text, "groupId" text, "occurredAt" timestamptz, once text, essential boolean, "fileKey" text,
        template json, requester json, context json, referral json, "expiresAt" timestamptz)
      ) with ordinality as given
      order by ordinality
      on conflict (contact_id, once) where once is not null do nothing
      returning contact_id, channel, direction, state, seq
    )
    insert into messaging.lanes as l (contact_id, channel, due_at, tail_seq)
    select contact_id, max(channel), now(), max(seq)
    from inserted where direction = 'out' and state = 'queued'
    group by contact_id order by contact_id
    on conflict (contact_id) do update set
      channel = excluded.channel,
      due_at = coalesce(l.due_at, greatest(excluded.due_at, l.held_until)),
      tail_seq = greatest(l.tail_seq, excluded.tail_seq),
      pushes = l.pushes + 1`,
}
