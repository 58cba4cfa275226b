import type { MessageContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/** A customer changed a message, or took it back. */
export interface Correction {
  contactId: string
  channel: string
  /** Of the message that is corrected. */
  wamid: string
  /** What it is from now on; null: it was taken back. */
  content: MessageContent | null
  at: string
}

/** Whether a row is of the contact of the correction, or of one that became part of it. */
const sameSender = (row: string) => `exists (
      select from messaging.contacts c
      where c.id = ${row}.contact_id and given."contactId" in (c.id, c.merged_into)
    )`

const revoked = `'{"type":"unsupported","originalType":"revoked","raw":null}'`

/**
 * Corrects stored messages of the same sender. Of an edited one what it was before is kept; of media only the caption
 * changes. What was taken back is deleted with all its versions: the words, the caption, the picture that nobody handed
 * in yet. Parameter: rows of Correction, at most one for each message.
 */
export const correctMessages: Statement = {
  name: 'messaging:correct-messages',
  text: `
    with given as (
      select * from json_to_recordset($1::json) as r
        ("contactId" uuid, channel text, wamid text, content jsonb, at timestamptz)
    ),
    pictures as (
      update messaging.pictures p set discarded_at = coalesce(p.discarded_at, given.at), url = null
      from given
      where given.content is null and p.channel = given.channel and p.wamid = given.wamid and ${sameSender('p')}
    ),
    edits as (
      update messaging.messages m set
        content = (m.content::jsonb || jsonb_build_object('content', ${revoked}::jsonb))::json
      from given
      where given.content is null and m.contact_id = given."contactId" and m.type = 'edit'
        and m.content ->> 'originalMessageId' = given.wamid
    )
    update messaging.messages m set
      content = case
        when given.content is null then ${revoked}
        when m.type = 'text' then given.content::json
        else ((m.content::jsonb - 'caption') || jsonb_strip_nulls(jsonb_build_object('caption', given.content -> 'caption')))::json
        end,
      earlier = case when given.content is not null then
        (coalesce(m.earlier::jsonb, '[]') || jsonb_build_object('content', m.content, 'until', given.at))::json end,
      context = case when given.content is null then null else m.context end,
      revoked_at = case when given.content is null then given.at end,
      edited_at = case when given.content is null then m.edited_at else given.at end
    from given
    where m.channel = given.channel and m.wamid = given.wamid and m.direction = 'in' and ${sameSender('m')}
      and m.revoked_at is null
      and (given.content is null or m.type in ('text', 'image', 'video', 'document')
        and given.content ->> 'type' = m.type and given.at >= coalesce(m.edited_at, given.at))`,
}
