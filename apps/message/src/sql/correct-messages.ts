import type { Statement } from '@astria-bot/store'

/** A customer changed a message, or took it back. */
export interface Correction {
  contactId: string
  channel: string
  /** Of the message that is corrected. */
  wamid: string
  /** Its text or caption from now on. */
  words: string | null
  revoked: boolean
  at: string
}

/**
 * Corrects stored messages of the same sender. What was taken back is deleted: the words, what they were changed to, the
 * caption, the picture that nobody handed in yet. Parameter: rows of Correction.
 */
export const correctMessages: Statement = {
  name: 'messaging:correct-messages',
  text: `
    with given as (
      select * from json_to_recordset($1::json) as r
        ("contactId" uuid, channel text, wamid text, words text, revoked boolean, at timestamptz)
    ),
    pictures as (
      update messaging.pictures p set discarded_at = coalesce(p.discarded_at, given.at), url = null
      from given
      where given.revoked and p.contact_id = given."contactId" and p.channel = given.channel and p.wamid = given.wamid
    ),
    edits as (
      update messaging.messages e set content = (e.content::jsonb || '{"raw":null}')::json
      from given
      where given.revoked and e.contact_id = given."contactId" and e.channel = given.channel and e.direction = 'in'
        and e.type = 'edit' and e.content->>'originalMessageId' = given.wamid
    )
    update messaging.messages m set
      content = case
        when given.revoked then '{"type":"unsupported","originalType":"revoked","raw":null}'
        when m.type = 'text' then jsonb_set(m.content::jsonb, '{body}', to_jsonb(given.words))::json
        when m.type in ('image', 'video', 'document') then jsonb_set(m.content::jsonb, '{caption}', to_jsonb(given.words))::json
        else m.content end,
      context = case when given.revoked then null else m.context end,
      revoked_at = case when given.revoked then given.at else m.revoked_at end,
      edited_at = case when given.revoked then m.edited_at else given.at end
    from given
    where m.channel = given.channel and m.wamid = given.wamid and m.direction = 'in' and m.contact_id = given."contactId"
      and m.revoked_at is null`,
}
