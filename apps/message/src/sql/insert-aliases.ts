import type { Statement } from '@astria-bot/store'

/**
 * Parameter: rows of Alias with `contactId` and `takeOver`. Answers whose each name is now: somebody else may have
 * been faster. Inserted in order, so that two batches with common names wait for each other instead of deadlocking.
 */
export const insertAliases: Statement = {
  name: 'messaging:insert-aliases',
  text: `
    insert into messaging.contact_aliases as a (channel, kind, value, contact_id)
    select channel, kind, value, "contactId"
    from json_to_recordset($1::json) as given
      (channel text, kind text, value text, "contactId" uuid)
    order by value, kind, channel
    on conflict (channel, kind, value) do update set contact_id = a.contact_id
    returning channel, kind, value, contact_id as "contactId"`,
}

/**
 * The number of somebody else belongs to a new person now: whoever had it, and is locked, is not written to by it any
 * more. Parameter: rows of Alias with `contactId`.
 */
export const takeOverAliases: Statement = {
  name: 'messaging:take-over-aliases',
  text: `
    with given as (
      select * from json_to_recordset($1::json) as r (channel text, kind text, value text, "contactId" uuid)
    ),
    left_behind as (
      update messaging.contacts c set phone = null
      from given join messaging.contact_aliases a using (channel, kind, value)
      where given.kind = 'phone' and c.id = a.contact_id and c.id <> given."contactId" and c.phone = given.value
    )
    update messaging.contact_aliases a set contact_id = given."contactId"
    from given
    where a.channel = given.channel and a.kind = given.kind and a.value = given.value`,
}
